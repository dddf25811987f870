import CostModel
import Symbolic

extension NetworkSection {
  /// The MACs over the first multiplier, or else the first parameter. Scripts draw it again with every
  /// step, and for other metrics and parameters.
  func staircase(_ markup: inout Markup) {
    let sliders = network.formulas.sliders
    guard let slider = sliders.first(where: { !$0.symbol.isInteger }) ?? sliders.first,
      let chart = chart(over: slider)
    else { return }
    plainSection("staircase", "How a parameter moves it", &markup) { markup in
      markup.raw("<p class=\"controls\" hidden></p>\n")
      scrollable("The metric over the parameter", &markup) { markup in
        markup.open("div", ("class", "plot"))
        chart.write(to: &markup)
        markup.close("div")
      }
      let others = sliders.filter { $0.symbol != slider.symbol }
        .map { "\($0.symbol.name) \($0.value.text)" }
      markup.element(
        "p", ("role", "status"),
        text: "\(chart.title) over \(slider.symbol.name)"
          + (others.isEmpty ? "." : ", with \(others.joined(separator: ", "))."))
    }
  }

  /// Nil if the formulas have no value where the page opens.
  private func chart(over slider: FreeNetwork.Slider) -> StepChart? {
    guard let here = network.formulas.macs(at: slider.value, of: slider) else { return nil }
    return StepChart(
      title: words.first { $0.metric == .macs }?.title ?? "MACs", parameter: slider.symbol.name,
      least: slider.least, most: slider.most,
      steps: slider.samples.map { ($0.doubleValue, network.formulas.macs(at: $0, of: slider)) },
      here: (slider.value.doubleValue, here))
  }
}

extension FreeNetwork.Slider {
  /// Values from its least to its most, as close as a picture can show.
  fileprivate var samples: [Number] {
    let count = symbol.isInteger ? min(240, Int(most - least)) : 240
    return (0...count).map { index in
      let value = least + (most - least) * Double(index) / Double(max(1, count))
      return symbol.isInteger ? .exact(Rational(Int(value.rounded()))) : .real(value)
    }
  }
}

extension FreeNetwork {
  /// The MACs with another value for a parameter; nil where there is no such network.
  fileprivate func macs(at value: Number, of slider: Slider) -> Int128? {
    var point = point
    point[slider.symbol.name] = value
    let isValid = report.network.requirements.allSatisfy {
      (try? $0.condition.holds(at: point)) ?? false
    }
    guard isValid, let macs = try? report.totals.macs.value(at: point) else { return nil }
    return macs.numerator
  }
}
