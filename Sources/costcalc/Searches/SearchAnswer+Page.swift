import Charts
import CostModel
import Pages
import ScalingSearch
import Symbolic

extension Option {
  static let searchPage = Option(
    name: "report", value: Value("FILE", offers: .files),
    summary: "Write the front, the cells and the networks as an HTML page")
}

extension SearchAnswer {
  /// More networks than this are not in the page's table.
  private static let pageLimit = 1000

  /// The search as a page: all networks that were found, whatever `--top` says.
  func page(_ ranked: [Candidate], lead: [String], notes: [String]) throws -> SearchPage {
    let shown = Array(ranked.prefix(SearchAnswer.pageLimit))
    let rows = try described(
      shown.enumerated().map { Row(candidate: $1, rank: $0 + 1) })
    let table = grid(rows, nil).forPeople
    let left = ranked.count - shown.count
    return SearchPage(
      title: "Search of \(session.networks.model.name)", lead: lead,
      notes: notes
        + (left > 0 ? ["the table leaves out the last \(counted(left, "network"))"] : []),
      front: front, chart: chart, cells: cells(ranked),
      columns: table.columns.map {
        SearchPage.Column(title: $0.title, isNumber: $0.alignment == .right)
      },
      rows: table.rows.map { $0.map { (text: $0.text(.scaled), exact: $0.exact) } },
      version: invocation.program.version)
  }

  /// What is better. Nil for networks that use up budgets, of which no accuracy is known: more is
  /// better, and less, too.
  private var front: String? {
    if candidates.contains(where: { $0.accuracy != nil }) { return "fewer MACs, higher accuracy" }
    return isFit ? nil : "fewer MACs, fewer parameters"
  }

  /// What a network trades for its MACs: accuracy where it is known, or else parameters.
  private var chart: ScatterChart {
    let hasFront = front != nil
    let known = candidates.compactMap { candidate in candidate.accuracy.map { (candidate, $0) } }
    let points =
      known.isEmpty
      ? candidates.map { ($0, -Double($0.cost(.parameters))) } : known.map { ($0, $1) }
    // From few MACs to many: the front rises.
    let order = points.indices.sorted { a, b in
      (points[a].0.cost(.macs), -points[a].1) < (points[b].0.cost(.macs), -points[b].1)
    }
    var (best, front) = (-Double.infinity, Set<Int>())
    for index in order where hasFront && points[index].1 > best {
      best = points[index].1
      front.insert(index)
    }
    let dots = points.enumerated().map { index, point in
      let values = point.0.choices.map { "\($0.name) \($0.text)" } + point.0.names
      return ScatterChart.Dot(
        x: Double(point.0.cost(.macs)), y: abs(point.1),
        name: "\(values.joined(separator: ", ")): \(point.0.cost(.macs).scaled()) MACs",
        isFront: front.contains(index))
    }
    return known.isEmpty
      ? ScatterChart(x: "MACs", y: "parameters", dots)
      : ScatterChart(x: "MACs", y: "accuracy", isLinear: true, dots)
  }

  /// The best network for each pair of values of the two choices that vary most; nil if fewer vary,
  /// and for a search space, whose choices are many and have no order.
  private func cells(_ ranked: [Candidate]) -> SearchPage.Cells? {
    guard run != nil else { return nil }
    func text(_ candidate: Candidate, _ name: String) -> String {
      candidate.choices.first { $0.name == name }?.text ?? ""
    }
    func values(_ name: String) -> [String] {
      Set(candidates.map { text($0, name) }).sorted {
        (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1)
      }
    }
    let varied = choices.filter { values($0).count > 1 }
      .sorted { values($0).count < values($1).count }
    guard varied.count >= 2, let column = varied.last else { return nil }
    let row = varied[varied.count - 2]
    return SearchPage.Cells(
      rows: (row, values(row)), columns: (column, values(column)),
      ranked.enumerated().map { index, candidate in
        SearchPage.Place(
          row: text(candidate, row), column: text(candidate, column), rank: index + 1,
          text: candidate.cost(.macs).scaled())
      })
  }
}
