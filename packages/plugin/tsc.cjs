// ts-patch loads transformers with require().
module.exports = require("./dist/tsc/index.js");
