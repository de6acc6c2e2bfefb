// The editor of the SQL page: colours, line numbers, and a button that formats the statement. Without it, the text area
// works as it is. CodeMirror and sqlFormatter are Datasette's.
(() => {
  const input = document.querySelector("textarea#sql-editor");
  const button = document.querySelector("button#sql-format");
  if (!input || typeof CodeMirror === "undefined") return;
  const editor = CodeMirror.fromTextArea(input, {
    lineNumbers: true,
    lineWrapping: true,
    mode: "text/x-sql",
    screenReaderLabel: document.querySelector(`label[for="${input.id}"]`).innerText,
    extraKeys: { "Shift-Enter": () => input.form.requestSubmit(), Tab: false, "Shift-Tab": false },
  });
  if (button && typeof sqlFormatter !== "undefined") {
    button.hidden = false;
    button.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
  }
})();
