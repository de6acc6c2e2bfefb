// Makes filters quicker to use. Every page works without this file.
"use strict";

(() => {
  // A filter chosen with the mouse or a finger is applied at once. With the keyboard several can be chosen first.
  const panel = document.querySelector(".filter-panel");
  const wide = window.matchMedia("(min-width: 58rem)");
  if (panel) {
    panel.addEventListener("click", (event) => {
      const box = event.target.closest("input[type=checkbox]");
      // The click of a label arrives again at its checkbox; a click made by a key has no place on the screen.
      if (box && box.form && event.detail + event.screenX + event.screenY !== 0 && wide.matches) {
        box.form.requestSubmit();
      }
    });
  }

  // Dragging over the bars of a histogram chooses the days from the first to the last of them.
  const chart = document.querySelector(".histogram svg");
  const since = document.getElementById("since");
  const until = document.getElementById("until");
  if (chart && since && until) {
    const bars = [...chart.querySelectorAll("a[data-since]")];
    const step = chart.viewBox.baseVal.width / bars.length;
    const brush = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    brush.setAttribute("class", "brush");
    brush.setAttribute("y", "0");
    brush.setAttribute("height", String(chart.viewBox.baseVal.height));
    let begin = null;
    let end = null;
    let wasDragged = false;

    const barAt = (event) => {
      const box = chart.getBoundingClientRect();
      const place = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
      return Math.min(Math.max(place, 0), bars.length - 1);
    };
    const stop = () => {
      begin = end = null;
      brush.remove();
    };
    // Links and pictures would be dragged by the browser.
    chart.addEventListener("dragstart", (event) => event.preventDefault());
    chart.addEventListener("click", (event) => wasDragged && event.preventDefault());
    chart.addEventListener("pointerdown", (event) => {
      wasDragged = false;
      if (event.button === 0) {
        begin = end = barAt(event);
      }
    });
    window.addEventListener("pointermove", (event) => {
      if (begin === null) {
        return;
      }
      end = barAt(event);
      if (end !== begin) {
        brush.setAttribute("x", String(Math.min(begin, end) * step));
        brush.setAttribute("width", String((Math.abs(end - begin) + 1) * step));
        chart.append(brush);
      }
    });
    window.addEventListener("pointerup", () => {
      if (begin !== null && end !== begin) {
        wasDragged = true;
        since.value = bars[Math.min(begin, end)].dataset.since;
        until.value = bars[Math.max(begin, end)].dataset.until;
        since.form.requestSubmit();
      }
      stop();
    });
    window.addEventListener("pointercancel", stop);
    window.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        stop();
      }
    });
  }

  // On the page with all values of a filter, typing shows the values with these letters.
  const find = document.getElementById("find");
  const values = document.querySelector(".all-values");
  if (find && values) {
    const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
    find.addEventListener("input", () => {
      const wanted = plain(find.value);
      for (const item of values.children) {
        item.hidden = !plain(item.textContent).includes(wanted) && !item.querySelector("input").checked;
      }
    });
  }
})();
