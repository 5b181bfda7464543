/** Incremental snapshots: what is large or old stands in pages, and a commit writes those that have changed. */
export { PAGE_LIMITS, type PageLimits } from "./limits.js";
export { Pages, type HeadOptions } from "./pages.js";
export { readPages, type ReadPages, type StoredPage } from "./read-pages.js";
export type { PageWrites } from "./book.js";
