"use strict";

// What scripts add to the page of a search: its table of networks sorts by its headings, and filters.
(() => {
  const section = document.querySelector(".layers");
  const body = section.querySelector("tbody");
  const rows = [...body.rows];

  const search = document.createElement("input");
  const count = document.createElement("span");
  search.type = "search";
  search.placeholder = "Filter the networks";
  search.setAttribute("aria-label", search.placeholder);
  count.setAttribute("role", "status");
  const controls = section.querySelector(".controls");
  controls.hidden = false;
  controls.append(search, count);
  search.addEventListener("input", () => {
    const needle = search.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(needle);
    count.textContent = needle
      ? `${rows.filter((row) => !row.hidden).length} of ${rows.length} networks` : "";
  });

  // Numbers by every digit; what is no number comes last.
  const value = (row, column) => {
    const { dataset, textContent } = row.cells[column];
    if (dataset.exact === undefined) return textContent;
    const number = Number(dataset.exact);
    return Number.isNaN(number) ? -Infinity : number;
  };
  const compare = (a, b) => (typeof a === "string"
    ? a.localeCompare(b, "en", { numeric: true }) : a < b ? -1 : a > b ? 1 : 0);

  [...section.querySelectorAll("thead th")].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const first = head.classList.contains("number") ? "descending" : "ascending";
      const second = first === "ascending" ? "descending" : "ascending";
      const now = head.getAttribute("aria-sort");
      const next = now === null ? first : now === first ? second : null;
      for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
      if (next) head.setAttribute("aria-sort", next);
      const sign = next === "ascending" ? 1 : -1;
      const order = next
        ? rows.toSorted((a, b) => sign * compare(value(a, column), value(b, column))) : rows;
      body.append(...order);
    });
  });
})();
