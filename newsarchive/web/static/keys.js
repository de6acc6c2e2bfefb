// Keys for readers: see templates/newsarchive/_keys.html. Everything works without them.
//
// An element says which key acts on it with aria-keyshortcuts: a link is followed, a field gets the focus. In a list of
// articles, j and k move the focus from headline to headline, so Enter opens what has it, as everywhere.
"use strict";

(() => {
  const STORED = "newsarchive-keys";
  const LETTERS = /^[\x21-\x7e]$/;

  const isOff = () => {
    try {
      return localStorage.getItem(STORED) === "off";
    } catch {
      return false; // the browser keeps nothing for us
    }
  };

  const isTyping = (element) =>
    element.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(element.tagName);

  // On a keyboard for another script, the key at the place of the Latin letter acts.
  const keyOf = (event) =>
    LETTERS.test(event.key) || !event.code.startsWith("Key") ? event.key : event.code.slice(3).toLowerCase();

  const headlines = () => [...document.querySelectorAll(".headlines > li h3 > a")];

  const moveInList = (step) => {
    const links = headlines();
    const item = document.activeElement.closest(".headlines > li");
    const at = links.findIndex((link) => item !== null && item.contains(link));
    const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
    if (next < 0 || next >= links.length) {
      document.querySelector(step > 0 ? ".paging [rel=next]" : ".paging [rel=prev]")?.focus();
      return;
    }
    links[next].focus({ preventScroll: true });
    links[next].closest("li").scrollIntoView({ block: "nearest" });
  };

  const act = (key) => {
    const targets = [...document.querySelectorAll(`[aria-keyshortcuts="${CSS.escape(key)}"]`)];
    const field = targets.find((target) => target.tagName === "INPUT");
    if (field !== undefined) {
      field.focus();
      field.select();
    } else {
      targets[0]?.click();
    }
    return targets.length > 0;
  };

  const showKeys = () => {
    const keys = document.getElementById("keys");
    keys.open = !keys.open;
    if (keys.open) {
      keys.scrollIntoView({ block: "nearest" });
      keys.querySelector("summary").focus({ preventScroll: true });
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isOff() || isTyping(event.target)) return;
    const key = keyOf(event);
    if (key === "?") {
      showKeys();
    } else if (event.shiftKey && key !== "/") {
      return;
    } else if ((key === "j" || key === "k") && headlines().length > 0) {
      moveInList(key === "j" ? 1 : -1);
    } else if (key === "o" && document.activeElement.closest(".headlines > li") !== null) {
      document.activeElement.closest(".headlines > li").querySelector("h3 > a").click();
    } else if (!"jkos/".includes(key) || !act(key)) {
      return;
    }
    event.preventDefault();
  });

  // People whose program types for them, as dictation does, can switch the keys off (WCAG 2.1.4).
  const keys = document.getElementById("keys");
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = !isOff();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(STORED, box.checked ? "on" : "off");
    } catch {
      box.checked = true;
    }
  });
  label.append(box, " Keys act in this browser");
  keys.append(label);
})();
