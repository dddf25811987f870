import Charts
import CostModel
import Symbolic

extension NetworkSection {
  func roofline(_ markup: inout Markup) {
    guard let roofline = network.roofline else { return }
    let roof = roofline.roofline
    plainSection("roofline", "What limits it on \(roof.machine.title)", &markup) { markup in
      markup.open("p")
      for (bound, words) in [
        (Roofline.Bound.memory, "wait for memory, "), (.compute, "for arithmetic. "),
      ] {
        let count = Int128(roofline.layers(boundBy: bound)).grouped
        markup.element("span", ("data-bound", bound.rawValue), text: count)
        markup.write(" \(words)")
      }
      markup.write("\(roof.peakText), \(roof.bandwidthText), ridge at \(roof.ridgeText).")
      markup.close("p")
      scrollable("Roofline", &markup) { $0.raw(RooflineChart(roofline).svg) }
      if let source = roof.machine.source {
        markup.element("p", ("class", "hint"), text: "Machine: \(source)")
      }
    }
  }

  func memory(_ markup: inout Markup) {
    guard let timeline = network.timeline, let arena = network.arena else { return }
    plainSection("memory", "Memory over time", &markup) { markup in
      markup.open("p")
      let layer = timeline.peak.map { timeline.rows[$0].layer.name } ?? "the inputs"
      markup.element("b", ("data-long", "peak"), text: "\(Int128(timeline.peakBytes).grouped) B")
      markup.write(" live at the peak, at ")
      markup.element("span", ("class", "peak-layer"), text: layer)
      markup.write(". TensorFlow Lite Micro's greedy planner would take an arena of ")
      markup.element("b", ("class", "arena-bytes"), text: "\(Int128(arena.plan.bytes).grouped) B")
      markup.element(
        "span", ("class", "best"),
        text: "; the best plan found takes \(Int128(arena.best.plan.bytes).grouped) B")
      markup.write(".")
      markup.close("p")
      markup.element(
        "p", ("class", "state"), ("hidden", ""),
        text: "This part stays at \(start): a browser can't plan an "
          + "arena for so many tensors, or such large ones.")
      scrollable("Memory", &markup) {
        $0.raw(MemoryChart(name: network.name, study: arena, isMicro: false).svg)
      }
      residents(of: timeline, &markup)
    }
  }

  /// The point that the page opens at: `width 1.0, batch 1`.
  private var start: String {
    network.formulas.sliders.map { "\($0.symbol.name) \($0.value.text)" }.joined(separator: ", ")
  }

  /// What lives at the peak.
  private func residents(of timeline: MemoryTimeline, _ markup: inout Markup) {
    guard let peak = timeline.peak else { return }
    let row = timeline.rows[peak]
    markup.raw("<details>\n<summary>What lives at the peak</summary>\n")
    scrollable("What lives at the peak", &markup) { residents(row, of: timeline, &$0) }
    markup.close("details")
  }

  private func residents(
    _ row: MemoryTimeline.Row, of timeline: MemoryTimeline, _ markup: inout Markup
  ) {
    markup.raw("<table>\n<thead><tr>")
    markup.raw("<th scope=\"col\">Tensor</th><th scope=\"col\">Shape</th>")
    markup.raw("<th scope=\"col\">Type</th><th scope=\"col\" class=\"number\">Bytes</th>")
    markup.raw("</tr></thead>\n<tbody>\n")
    for place in row.live {
      let buffer = timeline.buffers[place]
      markup.open("tr")
      markup.element("th", ("scope", "row"), text: buffer.name)
      markup.element("td", text: buffer.tensor.shape.text)
      markup.element("td", text: buffer.type.rawValue)
      markup.element("td", ("class", "number"), text: Int128(buffer.bytes).grouped)
      markup.close("tr")
    }
    markup.raw("</tbody>\n</table>\n")
  }

  func published(_ markup: inout Markup) {
    guard !network.figures.isEmpty else { return }
    plainSection("published", "What is printed elsewhere", &markup) { markup in
      if !network.formulas.sliders.isEmpty {
        markup.element(
          "p", ("class", "state"), ("data-moved", ""), ("hidden", ""), text: "Counted at \(start).")
      }
      scrollable("What is printed elsewhere", &markup, figures)
      for citation in network.citations { markup.element("p", ("class", "hint"), text: citation) }
    }
  }

  private func figures(_ markup: inout Markup) {
    markup.raw("<table>\n<thead><tr><th scope=\"col\">Quantity</th>")
    markup.raw("<th scope=\"col\" class=\"number\">Printed</th>")
    markup.raw("<th scope=\"col\" class=\"number\">Counted</th><th scope=\"col\">Verdict</th>")
    markup.raw("</tr></thead>\n<tbody>\n")
    for figure in network.figures {
      markup.open("tr")
      markup.element("th", ("scope", "row"), text: figure.quantity)
      markup.element("td", ("class", "number"), text: figure.printed)
      markup.element("td", ("class", "number"), text: figure.counted)
      markup.element("td", text: figure.verdict)
      markup.close("tr")
    }
    markup.raw("</tbody>\n</table>\n")
  }

  /// The closed forms in the free parameters.
  func formulas(_ markup: inout Markup) {
    let totals = network.formulas.report.totals
    guard !network.formulas.sliders.isEmpty else { return }
    let metrics: [Metric] = [.macs, .parameters, .activations]
    plainSection("formulas", "As formulas", &markup) { markup in
      for words in words where metrics.contains(words.metric) {
        guard let formula = try? words.metric.formula(of: totals) else { continue }
        markup.raw("<details>\n")
        let terms = counted(formula.termCount, "term")
        markup.element("summary", text: "\(words.title), \(terms)")
        markup.open("pre", ("tabindex", "0"))
        for line in formula.lines {
          markup.write(line)
          markup.raw("\n")
        }
        markup.close("pre")
        markup.close("details")
      }
    }
  }
}

extension Formula {
  /// The formula with one term a line.
  fileprivate var lines: [String] {
    var (lines, depth) = ([""], 0)
    for word in text.split(separator: " ") {
      if depth == 0, word == "+" || word == "-" {
        lines.append(String(word))
      } else {
        lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
      }
      for character in word {
        if "([".contains(character) { depth += 1 }
        if ")]".contains(character) { depth -= 1 }
      }
    }
    return lines
  }
}
