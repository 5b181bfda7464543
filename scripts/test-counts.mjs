/** A Vitest reporter that closes the run with the line `N passed, N failed`, for people in a hurry and for machines. */
export default class TestCounts {
  onTestRunEnd(modules, unhandledErrors) {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      const states = [...module.children.allTests()].map((test) => test.result().state);
      passed += states.filter((state) => state === "passed").length;
      const failures = states.filter((state) => state === "failed").length;
      // A file or a suite that could not be loaded counts, though none of its tests ran.
      failed += failures || (module.state() === "failed" ? 1 : 0);
    }
    console.log(`${passed} passed, ${failed} failed`);
  }
}
