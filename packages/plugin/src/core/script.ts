const SCRIPT = /\.(?:[cm]?ts|tsx|[cm]?js|jsx)$/;
const DECLARATION = /\.d\.[cm]?ts$/;
const INSTALLED = /[\\/]node_modules[\\/]/;

/** Whether a file is one that the compiler may touch: the project's own TypeScript or JavaScript. */
export const isScript = (path: string): boolean =>
  SCRIPT.test(path) && !DECLARATION.test(path) && !isInstalled(path);

/** Whether a file belongs to an installed package: those were compiled before they were published. */
export const isInstalled = (path: string): boolean => INSTALLED.test(path);
