// node points.js PAGE POINTS: computes the first network of a page at points, with the page's own
// data and scripts. POINTS holds a list of lists of texts, a value for each slider. Prints a text for
// each, and a record separator: a line of totals, the bytes of the arena, and for each layer a line
// with its costs, the bytes that live, its kind and its name; or "fault" and what is wrong with the point.
const fs = require("fs");
const vm = require("vm");

const page = fs.readFileSync(process.argv[2], "utf8");
const scripts = [...page.matchAll(/<script>([^]*?)<\/script>/g)].map((match) => match[1]);
const json = /<script type="application\/json" id="data">([^]*?)<\/script>/.exec(page)[1];
const points = JSON.parse(fs.readFileSync(process.argv[3], "utf8"));
// All but the last, which is about the document.
const context = vm.createContext({ data: JSON.parse(json).networks[0], points });
vm.runInContext(scripts.slice(0, -1).join("\n"), context);
vm.runInContext(`
  const network = new FreeNetwork(data);
  var texts = points.map((point) => {
    const values = point.map((text, i) => (data.sliders[i].whole ? BigInt(text) : Number(text)));
    try {
      const { rows, totals, memory } = network.at(values);
      return [
        totals.join(" "), String(memory.arena().bytes),
        ...rows.map(({ fields, live, kind, name }) => [...fields, live, kind, name].join(" ")),
      ].join("\\n");
    } catch (fault) {
      return "fault " + fault.message;
    }
  });
`, context);
for (const text of context.texts) process.stdout.write(text + "\u001e");
