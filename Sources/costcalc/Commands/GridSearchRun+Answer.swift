import CostModel
import ScalingSearch

extension GridSearchRun {
  /// Prints what was found, the best first.
  func show(_ outcome: GridSearch.Outcome) throws {
    var cells = outcome.cells
    if let text = invocation.value(of: .pareto) { cells = try front(cells, text) }
    cells = try ranked(cells)
    let isText = invocation.choice(of: .format) ?? Format.text == .text
    let top = try SearchArguments(invocation).count(.top) ?? (isText ? 20 : cells.count)
    let shown = Array(cells.prefix(top))
    try invocation.show(
      grid(shown), json: json(shown, outcome),
      footer: footer(outcome, cells: cells.count, shown: shown.count))
    if outcome.cells.isEmpty { throw CheckFailed(message: infeasible(outcome)) }
  }

  /// Why nothing was found, and by how much.
  private func infeasible(_ outcome: GridSearch.Outcome) -> String {
    if outcome.invalid == outcome.examined { return "no point of the grid has a network" }
    var reasons: [String] = []
    if let constraint, let nearest = outcome.nearest,
      let distance = try? nearest - constraint.target, distance != .zero
    {
      let off = abs(distance.doubleValue).significant(4)
      reasons.append(
        "the nearest ideal factor is \(nearest.doubleValue.significant(6)), \(off) from "
          + "\(constraint.target.doubleValue.significant(6))")
    }
    reasons += SearchArguments(invocation).least(outcome)
    let why = reasons.isEmpty ? "" : ": \(reasons.joined(separator: "; "))"
    return "no point of the grid is feasible\(why)"
  }

  private func real(_ cell: GridSearch.Cell) -> Double {
    let base = GridSearch.Metric.macs.value(of: baseline)
    return base > 0 ? Double(cell.cost(.macs)) / base : 0
  }

  /// By the objective, else by how far the real factor is from the target, else as the grid has it.
  private func ranked(_ cells: [GridSearch.Cell]) throws -> [GridSearch.Cell] {
    let (least, most) = (
      try GridSearchRun.expression(invocation, .minimize),
      try GridSearchRun.expression(invocation, .maximize)
    )
    if least != nil, most != nil {
      throw invocation.usageError("--minimize and --maximize are two objectives; choose one")
    }
    var keys: [Double] = []
    if let objective = least ?? most {
      keys = try cells.map { cell in
        let value = try objective.value(at: numbers(cell))
        return most == nil ? value : -value
      }
    } else if let constraint {
      keys = cells.map { abs(real($0) - constraint.target.doubleValue) }
    } else {
      return cells
    }
    return zip(keys, cells).enumerated().sorted { a, b in
      (a.element.0, a.offset) < (b.element.0, b.offset)
    }.map(\.element.1)
  }

  private func numbers(_ cell: GridSearch.Cell) -> [String: Double] {
    var numbers: [String: Double] = [
      "real": real(cell), "macs": Double(cell.cost(.macs)),
      "parameters": Double(cell.cost(.parameters)),
      "activations": Double(cell.cost(.activations)),
    ]
    if let ideal = cell.ideal { numbers["ideal"] = ideal.doubleValue }
    for (name, value) in cell.parameters { numbers[name] = value.doubleValue }
    for (coefficient, point) in zip(coefficients, cell.coefficients) {
      numbers[coefficient.name] = point.real
    }
    return numbers
  }

  /// The cells that no other is at least as good as in all metrics and better in one.
  private func front(_ cells: [GridSearch.Cell], _ text: String) throws -> [GridSearch.Cell] {
    var objectives: [(metric: GridSearch.Metric, sign: Int128)] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let name = word.hasPrefix("-") ? word.dropFirst() : word
      guard let metric = GridSearch.Metric(rawValue: String(name)) else {
        throw invocation.unknown(
          "metric", String(name), in: GridSearch.Metric.allCases.map(\.rawValue),
          of: " for --pareto")
      }
      objectives.append((metric, word.hasPrefix("-") ? -1 : 1))
    }
    return ParetoFront.indices(
      of: cells.map { cell in objectives.map { cell.cost($0.metric) * $0.sign } }
    ).map { cells[$0] }
  }

  private func grid(_ cells: [GridSearch.Cell]) -> Grid {
    let isVaried = coefficients.allSatisfy { $0.base == nil }
    var columns = coefficients.map { Column(key: $0.name, title: $0.name, priority: 10) }
    columns.append(
      Column(key: "ideal", title: "Ideal", priority: 8, isExtra: constraint == nil))
    columns.append(Column(key: "real", title: "Real", priority: 9))
    columns += [
      Column(key: "macs", title: "MACs", priority: 9),
      Column(key: "parameterCount", title: "Params", priority: 7),
      Column(key: "activations", title: "Acts", priority: 6),
    ]
    if !isVaried {
      columns += coefficients.map { coefficient in
        Column(
          key: coefficient.parameter, title: coefficient.parameter, priority: 5,
          isExtra: coefficient.rounding == nil)
      }
    }
    columns.append(Column(key: "points", title: "Points", priority: 4))
    return Grid(
      columns: columns,
      rows: cells.map { cell in
        cell.coefficients.map { Cell.text($0.text) }
          + [
            cell.ideal.map { .number($0.doubleValue, digits: 4) } ?? .missing,
            .ratio(real(cell)),
          ] + GridSearch.Metric.allCases.map { Cell.count(cell.cost($0)) }
          + (isVaried ? [] : cell.parameters.map { Cell.text($0.value.text) })
          + [.integer(Int128(cell.candidates))]
      })
  }

  private func footer(_ outcome: GridSearch.Outcome, cells: Int, shown: Int) -> String {
    var text = "\(outcome.examined) points, \(outcome.feasible) feasible"
    if outcome.invalid > 0 { text += ", \(outcome.invalid) without a network" }
    text += ", \(outcome.cells.count) networks"
    if cells < outcome.cells.count { text += ", \(cells) on the front" }
    if shown < cells { text += "; the first \(shown) are shown, --top shows more" }
    return text + "\n"
  }

  private func json(_ cells: [GridSearch.Cell], _ outcome: GridSearch.Outcome) -> JSONOutput {
    .object([
      ("schema", .string("costcalc.search/1")),
      ("version", .string(program.version)),
      ("model", .string(model.name)),
      ("examined", .integer(Int128(outcome.examined))),
      ("invalid", .integer(Int128(outcome.invalid))),
      ("feasible", .integer(Int128(outcome.feasible))),
      ("cells", .array(cells.map(json))),
    ])
  }

  private func json(_ cell: GridSearch.Cell) -> JSONOutput {
    .object([
      (
        "coefficients",
        .object(
          zip(coefficients, cell.coefficients).map { ($0.name, .string($1.text)) })
      ),
      ("parameters", .object(cell.parameters.map { ($0.name, $0.value.json) })),
      ("points", .integer(Int128(cell.candidates))),
      ("ideal", cell.ideal.map { .number($0.doubleValue) } ?? .null),
      ("real", .number(real(cell))),
      ("macs", .integer(cell.cost(.macs))),
      ("parameterCount", .integer(cell.cost(.parameters))),
      ("activations", .integer(cell.cost(.activations))),
    ])
  }
}

extension Number {
  fileprivate var json: JSONOutput {
    switch self {
    case .exact(let value): .integer(value.numerator)
    case .real(let value): .number(value)
    }
  }
}
