// Runs before the first painting, so that a chosen theme and language do not flash. The rest is in app.js.
try {
  const theme = JSON.parse(localStorage.getItem("towow.theme") ?? "null");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  const stored = JSON.parse(localStorage.getItem("towow.language") ?? "null");
  if (stored === "zh") document.documentElement.lang = "zh-CN";
} catch {
  // No storage: the system's theme and the browser's language.
}
