/** How something that was waited for ended. */
export type Outcome = { readonly value: unknown } | { readonly error: unknown };
