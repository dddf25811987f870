"use strict";

// What scripts add to a page that says everything without them: sliders whose numbers come from the
// formulas, a table that sorts and filters, pictures that follow, and the staircase.

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const views = [...document.querySelectorAll("[data-network]")].map((section, index) =>
    new NetworkView(section, index, data.networks[index], data.metrics));
  // The totals beside each other follow all of them.
  document.addEventListener("recomputed", () => {
    for (const row of document.querySelectorAll(".beside tbody tr")) {
      const key = row.dataset.metric;
      const values = views.map((view) => view.value(key));
      const cells = [...row.querySelectorAll("td")];
      const numbers = values.map((value) => Number(value ?? 0));
      cells[0].textContent = Text.metric(key, values[0]);
      for (let i = 1; i < values.length; i += 1) {
        cells[2 * i - 1].textContent = Text.metric(key, values[i]);
        cells[2 * i].textContent = numbers[0] > 0
          ? `${Text.significant(numbers[i] / numbers[0])}×` : "–";
      }
    }
  });
})();
