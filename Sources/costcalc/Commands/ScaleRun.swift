import CostModel
import ScalingSearch
import Specs
import Symbolic

/// The command `scale`: rows and columns for networks of a family.
struct ScaleRun {
  private typealias Dimension = ScaleFactors.Dimension

  let invocation: Invocation
  let model: Model
  let settings: Settings
  let catalog: Catalog
  private let words: SearchArguments
  private let coefficients: ScaleFactors

  /// The strategies that scale by factors, by name.
  static let strategies = ["compound", "fast", "depth", "width", "resolution"]

  static func run(_ invocation: Invocation) throws {
    let run = try ScaleRun(invocation)
    if invocation.isGiven(.fitting) {
      try run.refuse([.steps, .strategy, .share, .rounding, .input], beside: "--fit")
      try run.fit()
    } else if try run.isByFormula {
      try run.refuse(
        [.alphaValue, .betaValue, .gammaValue, .share, .rounding, .input],
        beside: "--strategy formula",
        remedy: "'costcalc spec \(run.model.spec.name ?? run.model.name)' shows the formulas")
      try run.formulas()
    } else {
      try run.factors()
    }
  }

  private init(_ invocation: Invocation) throws {
    self.invocation = invocation
    let arguments = ModelArguments(invocation)
    catalog = arguments.catalog
    model = try arguments.model(invocation.operands.first ?? "efficientnet_b0")
    settings = try arguments.settings(for: model, among: [model])
    words = SearchArguments(invocation)
    let given = ScaleFactors.efficientNet
    coefficients = ScaleFactors(
      depth: try words.number(.alphaValue, within: 0.01...100) ?? given.depth,
      width: try words.number(.betaValue, within: 0.01...100) ?? given.width,
      resolution: try words.number(.gammaValue, within: 0.01...100) ?? given.resolution)
  }

  private var isByFormula: Bool {
    get throws {
      let exists = FormulaFamily.exists(in: model.spec)
      guard invocation.value(of: .strategy) == "formula" else {
        return exists && !invocation.isGiven(.strategy)
      }
      guard exists else {
        throw invocation.usageError("the spec of \(model.name) has no members by formula")
      }
      return true
    }
  }

  private func refuse(_ options: [Option], beside other: String, remedy: String? = nil) throws {
    guard let option = options.first(where: invocation.isGiven) else { return }
    throw invocation.usageError(
      "\(option.spelling) has no effect with \(other)", remedy: remedy)
  }

  func steps(_ fallback: String) throws -> Axis {
    try Axis.steps(invocation.value(of: .steps) ?? fallback, flag: Option.steps.spelling)
  }

  private func scaledFamily(_ dimensions: [Dimension]) throws -> ScaledFamily {
    if let dimension = dimensions.first(where: {
      model.spec.parameter(named: $0.rawValue) == nil
    }) {
      throw invocation.usageError(
        "\(model.name) has no parameter \(quoted(dimension.rawValue)), which scaling needs",
        remedy: "'costcalc grid-search --vary' searches any parameter")
    }
    let family = try ScaledFamily(model, settings, rounding: try words.rounding(), in: catalog)
    guard let hidden = dimensions.first(where: { !family.has($0) }) else { return family }
    throw invocation.usageError(
      "--input fixes the size, which scaling changes",
      remedy: "--\(hidden.rawValue) sets the baseline's size")
  }

  // MARK: By factors

  private func strategies() throws -> [(name: String, strategy: ScalingStrategy)] {
    let wanted = invocation.value(of: .strategy) ?? "compound"
    if wanted != "fast", wanted != "all", invocation.isGiven(.share) {
      throw invocation.usageError("--a has no effect with --strategy \(wanted)")
    }
    let share = try words.number(.share, within: 0...1) ?? 0.8
    let all: [ScalingStrategy] = [.compound, .family(a: share), .depth, .width, .resolution]
    return zip(ScaleRun.strategies, all).filter { wanted == "all" || $0.0 == wanted }
  }

  private func factors() throws {
    let (steps, strategies) = (try steps("0:7"), try strategies())
    let changed = strategies.flatMap { $0.strategy.dimensions(under: coefficients) }
    let family = try scaledFamily(Dimension.allCases.filter(changed.contains))
    var rows: [[Cell]] = []
    var groupStarts: Set<Int> = []
    var missing: [(name: String, fault: any Error)] = []
    for phi in steps.points {
      if strategies.count > 1, !rows.isEmpty { groupStarts.insert(rows.count) }
      for (name, strategy) in strategies {
        do {
          let member = try member(
            of: family, strategy.factors(phi: phi.real, coefficients: coefficients), at: phi)
          rows.append(
            cells(phi, digits: steps.places, name, member, try family.released(near: member)))
        } catch {
          missing.append(("phi \(phi.text)" + (strategies.count > 1 ? ", \(name)" : ""), error))
        }
      }
    }
    // If no row is possible, the request is wrong.
    if rows.isEmpty, let first = missing.first { throw first.fault }
    try invocation.show(
      Grid(
        columns: columns(showingStrategy: strategies.count > 1), rows: rows,
        groupStarts: groupStarts),
      try head(varying: Dimension.allCases.map(\.rawValue), coefficientsJSON),
      lead: [lead(strategies.map(\.strategy), family)],
      notes: missing.map { "no row for \($0.name): \(reason($0.fault))" } + unreleased(rows))
  }

  /// The baseline and the coefficients: `efficientnet_b0, 386 M MACs; alpha 1.2, beta 1.1`.
  private func lead(_ strategies: [ScalingStrategy], _ family: ScaledFamily) -> String {
    let macs = ScaleRun.metrics[0].cell(family.baseline).text(.scaled)
    var text = "\(model.name), \(macs) MACs; \(coefficientsText)"
    for case .family(let a) in strategies { text += ", a \(a)" }
    return text
  }

  /// A note if no row stands beside a released network.
  private func unreleased(_ rows: [[Cell]]) -> [String] {
    guard let index = columns(showingStrategy: false).firstIndex(where: { $0.key == "member" }),
      rows.allSatisfy({ $0[index] == .missing })
    else { return [] }
    return ["Released: none is within 10 % in depth, width and resolution"]
  }

  private static let phi = Column(
    key: "phi", title: "phi", priority: 10, meaning: "the step of the compound scale")
  private static let strategy = Column(
    key: "strategy", title: "Strategy", alignment: .left, priority: 10, isExtra: true,
    meaning: "how the network grows")
  private static let factorColumns =
    Dimension.allCases.map { Column(key: $0.rawValue, title: $0.rawValue, priority: 9) }
    + [Column(.ideal, priority: 9), Column(.real, priority: 9)]
    + metrics.map { $0.column(showing: metrics.map(\.name)) } + [
      Column(
        key: "member", title: "Released", alignment: .left, priority: 10,
        meaning: "the released member that is nearest"),
      Column(
        key: "memberMacs", title: "its MACs", priority: 5,
        meaning: "those of the released member"),
    ]

  private func columns(showingStrategy: Bool) -> [Column] {
    var strategy = ScaleRun.strategy
    strategy.isExtra = !showingStrategy
    return [ScaleRun.phi, strategy] + ScaleRun.factorColumns
  }

  private func cells(
    _ phi: Axis.Point, digits: Int, _ strategy: String, _ member: ScaledFamily.Member,
    _ released: ScaledFamily.Member?
  ) -> [Cell] {
    var cells: [Cell] = [.decimal(phi.exact, digits: digits), .text(strategy)]
    cells += member.values.map { $0.map(Cell.parameter) ?? .missing }
    cells.append(.ratio(member.factors.ideal))
    cells.append(member.growth.map(Cell.ratio) ?? .missing)
    cells += ScaleRun.metrics.map { $0.cell(member.cost) }
    cells.append(released.map { .text($0.name) } ?? .missing)
    cells.append(released.map { ScaleRun.metrics[0].cell($0.cost) } ?? .missing)
    return cells
  }

  private func member(
    of family: ScaledFamily, _ factors: ScaleFactors, at phi: Axis.Point
  ) throws -> ScaledFamily.Member {
    do {
      return try family.member(factors, flag: "--phi \(phi.text)")
    } catch let error as ScaledFamily.Vanished {
      throw invocation.usageError(
        "phi = \(phi.text) gives a \(error.dimension.rawValue) of "
          + "\(error.value.significant(4)), too \(error.value < 1e9 ? "small" : "large")")
    }
  }

  /// Why a row is missing, without repeating the note.
  private func reason(_ fault: any Error) -> String {
    switch fault {
    case let fault as UsageError: fault.problem
    default: "\(fault)"
    }
  }

  static let metrics = Metric.named(.macs, .parameters, .activations)

  // MARK: As released

  private static let fitColumns =
    [Column(key: "member", title: "Member", alignment: .left, priority: 10)]
    + zip(Dimension.allCases, ["alpha", "beta", "gamma"]).map { dimension, name in
      Column(
        key: "phi_\(dimension)", title: "phi \(name)", priority: 9,
        meaning: "with --fit: the step that the \(dimension) needs")
    } + [
      Column(
        key: "ideal", title: "d w² r²", priority: 7,
        meaning: "the ideal factor of the member's own depth, width and resolution"),
      Column(.real, priority: 9),
      Column(
        key: "over", title: "Excess", priority: 9,
        meaning: "of the real factor over the ideal one, or of the formulas over a member",
        older: ["over it"]),
      Column(.macs, priority: 6),
    ]

  static let columns =
    [phi, strategy, .parameter]
    + factorColumns.filter { Dimension(rawValue: $0.key) == nil }
    .merging(fitColumns).merging(memberColumns)

  private func fit() throws {
    let members = try scaledFamily([]).released()
    guard members.contains(where: { $0.factors.ideal != 1 }) else {
      throw invocation.usageError(
        "\(model.name) has no released members that differ in depth, width and resolution alone",
        remedy: FormulaFamily.exists(in: model.spec)
          ? "without --fit, they are shown next to its formulas" : nil)
    }
    try invocation.show(
      Grid(
        columns: ScaleRun.fitColumns,
        rows: members.map { member in
          [.text(member.name)]
            + Dimension.allCases.map { dimension in
              member.factors.step(of: dimension, under: coefficients)
                .map { .number($0, digits: 2) } ?? .missing
            }
            + [
              .ratio(member.factors.ideal), member.growth.map(Cell.ratio) ?? .missing,
              member.excess.map(Cell.share) ?? .missing, ScaleRun.metrics[0].cell(member.cost),
            ]
        }), try head(varying: model.spec.parameters.map(\.name), coefficientsJSON),
      lead: ["\(model.name); \(coefficientsText)"])
  }

  // MARK: JSON

  func head(varying names: [String], _ others: [(String, JSONOutput)] = []) throws -> JSONHead {
    JSONHead(
      "scale", of: model, others + [("bindings", try model.bindings(settings, except: names))])
  }

  /// `alpha 1.2, beta 1.1, gamma 1.15`
  private var coefficientsText: String {
    "alpha \(coefficients.depth), beta \(coefficients.width), gamma \(coefficients.resolution)"
  }

  private var coefficientsJSON: [(String, JSONOutput)] {
    [
      ("alpha", .number(coefficients.depth)), ("beta", .number(coefficients.width)),
      ("gamma", .number(coefficients.resolution)),
    ]
  }
}
