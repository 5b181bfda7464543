import type { LoadFnOutput, LoadHookContext, ResolveFnOutput, ResolveHookContext } from "node:module";
import { loadSource } from "./load-source.js";
import type { LoaderOptions } from "./options.js";
import { requests } from "./request.js";
import { inheritVariant, variantOf } from "./variant.js";

type NextResolve<Output> = (specifier: string, context: Partial<ResolveHookContext>) => Output;
type NextLoad<Output> = (url: string, context: Partial<LoadHookContext>) => Output;

/** Node's hooks in both of its forms: in the thread of the program, and asynchronous in a thread of their own. */
export function createHooks(options: LoaderOptions) {
  /** The importing variant, else undefined. */
  const variantParent = ({ parentURL }: ResolveHookContext): string | undefined =>
    options.variants && parentURL !== undefined && variantOf(parentURL) ? parentURL : undefined;

  const finish = (
    output: ResolveFnOutput,
    specifier: string,
    context: ResolveHookContext,
  ): ResolveFnOutput => {
    const parent = variantParent(context);
    return parent === undefined ? output : { ...output, url: inheritVariant(output.url, specifier, parent) };
  };

  const load = <Output>(
    url: string,
    context: LoadHookContext,
    next: NextLoad<Output>,
  ): LoadFnOutput | Output => {
    const loaded = loadSource(url, options);
    return loaded ? { ...loaded, shortCircuit: true } : next(url, context);
  };

  return {
    inThread: {
      resolve(
        specifier: string,
        context: ResolveHookContext,
        next: NextResolve<ResolveFnOutput>,
      ): ResolveFnOutput {
        let failure: { error: unknown } | undefined;
        for (const request of requests(specifier, context.parentURL, options)) {
          try {
            return finish(
              next(request.specifier, { ...context, parentURL: request.parentURL }),
              specifier,
              context,
            );
          } catch (error) {
            failure ??= { error };
          }
        }
        throw failure?.error;
      },
      load,
    },
    offThread: {
      async resolve(
        specifier: string,
        context: ResolveHookContext,
        next: NextResolve<ResolveFnOutput | Promise<ResolveFnOutput>>,
      ): Promise<ResolveFnOutput> {
        let failure: { error: unknown } | undefined;
        for (const request of requests(specifier, context.parentURL, options)) {
          try {
            const output = await next(request.specifier, { ...context, parentURL: request.parentURL });
            return finish(output, specifier, context);
          } catch (error) {
            failure ??= { error };
          }
        }
        throw failure?.error;
      },
      load,
    },
  };
}
