import Charts
import CostModel
import Symbolic

extension NetworkSection {
  /// The height of a level, and what lies between two.
  private static let (height, gap) = (27, 2)
  /// A scope with a smaller share of the whole is not drawn: it would be less than half a pixel.
  private static let leastShare = 0.0004

  /// Where the MACs are: scopes above, layers below, as wide as their share. `web/icicle.js` draws
  /// the same, and draws it again for other metrics, parts and points.
  func icicle(_ markup: inout Markup) {
    let scopes = Scopes(network.report.rows.map(\.layer))
    let values = network.report.rows.map { MetricText(.macs, of: $0.cost).number }
    var sums = [0.0]
    for value in values { sums.append(sums[sums.count - 1] + value) }
    let whole = sums[sums.count - 1]
    let levels = (scopes.all.map(\.level).max() ?? 0) + 1
    let title = words.first { $0.metric == .macs }?.title ?? "MACs"
    plainSection("where", "Where the cost sits", &markup) { markup in
      markup.raw("<p class=\"controls\" hidden></p>\n")
      legend(&markup)
      markup.open(
        "svg", ("class", "icicle"), ("role", "group"), ("width", "100%"),
        ("height", "\(levels * (Self.height + Self.gap))"),
        ("aria-label", "\(title) of \(network.name) by scope"))
      guard whole > 0 else { return markup.close("svg") }
      for scope in scopes.all {
        let (start, end) = (sums[scope.layers.lowerBound], sums[scope.layers.upperBound])
        let share = (end - start) / whole
        guard share >= Self.leastShare else { continue }
        cell(scope, at: start / whole, share, of: title, &markup)
      }
      markup.close("svg")
      markup.element(
        "p", ("class", "hint"),
        text:
          "Each box is as wide as its share of the \(title). Boxes below \((100 * Self.leastShare).fixed(2))%"
          + " are left out; the table has every layer.")
    }
  }

  private func cell(
    _ scope: Scopes.Scope, at start: Double, _ share: Double, of title: String,
    _ markup: inout Markup
  ) {
    let first = scope.layers.lowerBound
    let kind = LayerSeries(network.report.rows[first].layer.kind).rawValue
    let name = scope.path.joined(separator: ".")
    let label = "\(name): \(share.percent) of \(title)"
    if scope.isLayer {
      markup.open(
        "a", ("href", "#n\(index)-r\(first)"), ("id", "n\(index)-c\(first)"),
        ("aria-label", label))
    } else {
      markup.open("a", ("href", "#n\(index)-r\(first)"), ("aria-label", label))
    }
    markup.open(
      "svg", ("class", scope.isLayer ? "cell \(kind)" : "cell scope"),
      ("x", "\(SVG.number(100 * start))%"), ("width", "\(SVG.number(100 * share))%"),
      ("y", "\(scope.level * (Self.height + Self.gap))"), ("height", "\(Self.height)"))
    markup.raw("<rect width=\"100%\" height=\"100%\"/>")
    // About seven pixels a character on a page of a thousand.
    if share * 1000 > Double(7 * min(scope.name.count, 9) + 6) {
      markup.element("text", ("x", "5"), ("y", "18"), text: scope.name)
    }
    markup.element("title", text: label)
    markup.raw("</svg></a>\n")
  }

  private func legend(_ markup: inout Markup) {
    let present = Set(network.report.rows.map { LayerSeries($0.layer.kind) })
    markup.open("ul", ("class", "legend"))
    for series in LayerSeries.allCases where present.contains(series) {
      markup.open("li")
      markup.open("svg", ("class", "cell \(series.rawValue)"), ("width", "14"), ("height", "14"))
      markup.raw("<rect width=\"100%\" height=\"100%\"/></svg> ")
      markup.write(series.title)
      markup.close("li")
    }
    markup.close("ul")
  }
}
