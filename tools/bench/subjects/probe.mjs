/** Loaded into the product's process by `--import`: tells the bench what the process has used, and changes nothing else. */
import { answerFigures } from './child.mjs';

answerFigures();
process.channel?.unref();
