// A million sleeping executions: takes minutes, and two gigabytes of disk.
import "./engine/million-sleepers.js";
