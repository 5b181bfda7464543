/** `node --import @perdure/plugin/register app.ts` */
import { registerLoader } from "../loader/index.js";

registerLoader();
