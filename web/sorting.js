"use strict";

// Headings that sort a table: by one click in the order that is most useful, by a second in the other,
// by a third as it was.

// `sort` is given the column and 1, -1, or 0 for the order that the table came in.
function makeSortable(heads, sort) {
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    // Where it is printed, the heading stands without a button.
    head.dataset.title = button.textContent;
    head.replaceChildren(button);
    const orders = ["ascending", "descending"];
    if (head.classList.contains("number")) orders.reverse();
    button.addEventListener("click", () => {
      const next = orders[orders.indexOf(head.getAttribute("aria-sort")) + 1];
      for (const other of heads) other.removeAttribute("aria-sort");
      if (next) head.setAttribute("aria-sort", next);
      sort(column, next === "ascending" ? 1 : next === "descending" ? -1 : 0);
    });
  });
}

// Texts as people sort them, "b2" before "b10"; numbers by size.
function compareCells(a, b) {
  if (typeof a === "string") return a.localeCompare(b, "en", { numeric: true });
  return a < b ? -1 : a > b ? 1 : 0;
}
