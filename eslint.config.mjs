// The browser's own scripts: modules without a build step.
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["intranet/web/static/vendor/**", "node_modules/**", ".venv/**", "build/**"] },
  js.configs.recommended,
  {
    files: ["intranet/web/static/js/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: { ...globals.browser } },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-var": "error",
      "prefer-const": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["scripts/**/*.mjs", "eslint.config.mjs"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: { ...globals.node } },
  },
];
