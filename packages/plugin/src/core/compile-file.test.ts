import type { Diagnostic } from "@perdure/compiler";
import { afterEach, describe, expect, test, vi } from "vitest";
import { CompileError } from "./compile-error.js";
import { compileFile } from "./compile-file.js";

const compiler = vi.hoisted(() => ({
  compile: vi.fn(),
  mayBeDurable: (source: string) => source.includes("durable"),
  formatDiagnostic: ({ code, message }: Diagnostic) => `${code}: ${message}`,
}));
vi.mock("@perdure/compiler", () => compiler);

const diagnostic = (severity: Diagnostic["severity"], code: string) => ({
  severity,
  code,
  message: `about ${code}`,
  file: "/nowhere/a.ts",
  line: 1,
  column: 1,
  frame: "",
});

describe("compileFile", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.clearAllMocks();
  });

  test("does not compile a file without durable code", () => {
    expect(compileFile("const a = 1;", "/nowhere/a.ts")).toBeUndefined();
    expect(compiler.compile).not.toHaveBeenCalled();
  });

  test("names the package and the path", () => {
    compiler.compile.mockReturnValue({ code: "compiled", map: null, manifest: {}, diagnostics: [] });
    expect(compileFile("durable", "/nowhere/a.ts")?.code).toBe("compiled");
    expect(compiler.compile).toHaveBeenCalledWith("durable", {
      filename: "/nowhere/a.ts",
      packageName: "unnamed",
      packagePath: "a.ts",
      olderDecorators: expect.any(Function),
    });
  });

  test("throws all errors at once and reports the rest", () => {
    const [first, note, second] = [
      diagnostic("error", "PD1004"),
      diagnostic("note", "PD1050"),
      diagnostic("error", "PD1007"),
    ];
    compiler.compile.mockReturnValue({
      code: "durable",
      map: null,
      manifest: {},
      diagnostics: [first, note, second],
    });
    const report = vi.fn();
    let thrown: unknown;
    try {
      compileFile("durable", "/nowhere/a.ts", { report });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CompileError);
    expect(thrown).toMatchObject({ code: "PD1004", message: "PD1004: about PD1004\n\nPD1007: about PD1007" });
    expect((thrown as CompileError).diagnostics).toEqual([first, second]);
    expect(report).toHaveBeenCalledExactlyOnceWith([note]);
  });

  test("asks for the passes only where PERDURE_PRINT names one", () => {
    compiler.compile.mockReturnValue({ code: "compiled", map: null, manifest: {}, diagnostics: [] });
    vi.stubEnv("PERDURE_PRINT", "lower");
    compileFile("durable", "/nowhere/a.ts");
    expect(compiler.compile.mock.lastCall?.[1]).toHaveProperty("onPass");
  });
});
