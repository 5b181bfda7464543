import { describe, expect, it } from "vitest";
import { checkInput, checkOutput, validate, type StandardIssue, type StandardSchema } from "./schema.js";

const schema = (check: StandardSchema["~standard"]["validate"]): StandardSchema => ({
  "~standard": { version: 1, vendor: "test", validate: check },
});
const number = schema((value) =>
  typeof value === "number" ? { value } : { issues: [{ message: "expected a number" }] },
);
const later = schema(async (value) => {
  await Promise.resolve();
  return value === undefined ? { value: "by default" } : { value: `${String(value)}!` };
});
const failing = (...issues: StandardIssue[]) => schema(() => ({ issues }));

describe("validate", () => {
  it("gives what the schema gives, at once or later", async () => {
    expect(await validate(number, 3)).toEqual({ value: 3 });
    expect(await validate(later, "tea")).toEqual({ value: "tea!" });
  });

  it("writes paths as code does", async () => {
    const paths: StandardIssue["path"][] = [
      undefined,
      [],
      ["items", 3, "price"],
      [{ key: "items" }, { key: 0 }, { key: "unit price" }],
      [Symbol("s")],
    ];
    const result = await validate(failing(...paths.map((path) => ({ message: "no", path }))), {});
    expect("issues" in result && result.issues.map(({ path }) => path)).toEqual([
      "",
      "",
      "items[3].price",
      'items[0]["unit price"]',
      '["Symbol(s)"]',
    ]);
  });

  it("lets through what the schema throws itself", async () => {
    const broken = schema(() => {
      throw new RangeError("broken schema");
    });
    await expect(validate(broken, 1)).rejects.toThrow(RangeError);
  });
});

describe("checkInput", () => {
  it("lets everything through without schemas", async () => {
    const args = [1, "a"];
    expect(await checkInput(undefined, args, "pay")).toBe(args);
  });

  it("gives the arguments as the schemas give them", async () => {
    expect(await checkInput([number], [3], "pay")).toEqual([3]);
    expect(await checkInput([number, later], [3, "tea"], "pay")).toEqual([3, "tea!"]);
  });

  it("keeps the number of arguments, but for defaults", async () => {
    const optional = schema((value) => ({ value }));
    expect(await checkInput([number, optional], [3], "pay")).toEqual([3]);
    expect(await checkInput([number, later], [3], "pay")).toEqual([3, "by default"]);
    expect(await checkInput([optional], [undefined], "pay")).toEqual([undefined]);
    expect(await checkInput([], [], "pay")).toEqual([]);
  });

  it("names every issue, and the argument where there are several", async () => {
    const failed = checkInput([number, number], ["a", "b"], "shop#pay");
    await expect(failed).rejects.toMatchObject({
      name: "InvalidInputError",
      code: "PD2123",
      retryable: false,
      issues: [
        { path: "[0]", message: "expected a number" },
        { path: "[1]", message: "expected a number" },
      ],
    });
    await expect(failed).rejects.toThrow(/^shop#pay was not given[^]*\[0\]: expected a number; \[1\]/);
    await expect(checkInput([number], ["a"], "pay")).rejects.toMatchObject({
      issues: [{ path: "", message: "expected a number" }],
    });
  });

  it("refuses arguments that no schema knows", async () => {
    await expect(checkInput([number], [1, 2], "pay")).rejects.toThrow(
      /\[1\]: no schema allows this argument/,
    );
  });
});

describe("checkOutput", () => {
  it("gives the result as the schema gives it", async () => {
    expect(await checkOutput(undefined, "x", "pay")).toBe("x");
    expect(await checkOutput(later, "tea", "pay")).toBe("tea!");
  });

  it("refuses another result", async () => {
    const failed = checkOutput(number, "x", "shop#pay");
    await expect(failed).rejects.toMatchObject({
      name: "InvalidOutputError",
      code: "PD2124",
      retryable: false,
    });
  });
});
