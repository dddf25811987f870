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
  makeSortable([...section.querySelectorAll("thead th")], (column, sign) => {
    body.append(...(sign === 0 ? rows : rows.toSorted(
      (a, b) => sign * compareCells(value(a, column), value(b, column)))));
  });
})();
