import { checkout } from "./flow.js";

export const wrong: number = typeof checkout;
