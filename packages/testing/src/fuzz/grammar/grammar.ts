import { assignments } from "./assignments.js";
import { awaits } from "./awaits.js";
import { calls } from "./calls.js";
import { classes } from "./classes.js";
import { closures } from "./closures.js";
import { declarations } from "./declarations.js";
import { destructuringAssignments, destructuringDeclarations } from "./destructuring.js";
import { generatorExpressions, generators } from "./generators.js";
import { iterations } from "./iterations.js";
import { jumps } from "./jumps.js";
import { literals } from "./literals.js";
import { loops } from "./loops.js";
import { members } from "./members.js";
import { objects } from "./objects.js";
import { operators } from "./operators.js";
import { chains } from "./promises/chains.js";
import { children } from "./promises/children.js";
import { combinations } from "./promises/combinations.js";
import { events } from "./promises/events.js";
import { promiseAwaits } from "./promises/promise-awaits.js";
import { promiseVariables } from "./promises/promise-variables.js";
import { requests } from "./promises/requests.js";
import { resolvers } from "./promises/resolvers.js";
import { spawns } from "./promises/spawns.js";
import { started } from "./promises/started.js";
import { tasks } from "./promises/tasks.js";
import { statements } from "./statements.js";
import { switches } from "./switches.js";
import { templates } from "./templates.js";
import { tries } from "./tries.js";
import type { Grammar } from "./writer.js";

export const grammar: Grammar = {
  expressions: [
    ...operators,
    ...templates,
    ...literals,
    ...members,
    ...assignments,
    ...destructuringAssignments,
    ...calls,
    ...awaits,
    ...generatorExpressions,
    ...promiseAwaits,
  ],
  promises: [...started, ...tasks, ...chains, ...combinations, ...spawns, ...children, ...events],
  statements: [
    ...declarations,
    ...destructuringDeclarations,
    ...statements,
    ...jumps,
    ...loops,
    ...iterations,
    ...switches,
    ...tries,
    ...closures,
    ...objects,
    ...classes,
    ...generators,
    ...promiseVariables,
    ...requests,
    ...resolvers,
  ],
};
