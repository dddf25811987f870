import Charts
import CostModel
import JSON
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
  let device: SearchDevice?
  let options: CountOptions
  private let coefficients: ScaleFactors

  /// The strategies that scale by factors, by name.
  static let strategies = ["compound", "fast", "depth", "width", "resolution"]

  static func run(_ invocation: Invocation) throws {
    let run = try ScaleRun(invocation)
    if invocation.isGiven(.fitting) {
      try run.refuse(
        [.steps, .strategy, .share, .rounding, .input, .output] + Option.budgets, beside: "--fit")
      try run.fit()
    } else if try run.isByFormula {
      try run.refuse(
        Option.coefficientValues.map(\.option) + [.share, .rounding, .input],
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
    settings = try arguments.settings(for: model)
    words = SearchArguments(invocation)
    device = try words.device()
    options = words.storage(device)
    let values = try Option.coefficientValues.map { [words] dimension, option in
      try words.number(option, within: 0.01...100) ?? ScaleFactors.efficientNet[dimension]
    }
    coefficients = ScaleFactors(depth: values[0], width: values[1], resolution: values[2])
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
    let family = try ScaledFamily(
      model, settings, rounding: try words.rounding(), in: catalog, options,
      under: device?.roofline)
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
    var rows: [Row] = []
    var missing: [(name: String, fault: any Error)] = []
    for phi in steps.points {
      for (name, strategy) in strategies {
        do {
          let member = try member(
            of: family, strategy.factors(phi: phi.real, coefficients: coefficients), at: phi)
          rows.append(
            Row(
              phi: phi, digits: steps.places, strategy: name, member: member,
              released: try family.released(near: member)))
        } catch {
          missing.append(("phi \(phi.text)" + (strategies.count > 1 ? ", \(name)" : ""), error))
        }
      }
    }
    // If no row is possible, the request is wrong.
    if rows.isEmpty, let first = missing.first { throw first.fault }
    let limits = try ScaledWithin(words, family.baseline, device)
    let (kept, left) = try limits.split(
      rows, called: { $0.name(among: strategies.count) }, sizes: \.member.sizes)
    rows = kept
    let groupStarts = strategies.count > 1 ? Row.groupStarts(rows) : []
    try write(
      rows.map { row in
        zip(Dimension.allCases, row.member.values).compactMap { dimension, value in
          value.map { (name: dimension.rawValue, text: $0.literal) }
        }
      })
    try invocation.show(
      Grid(
        ScaleRun.factorColumns(
          showingStrategy: strategies.count > 1,
          showingReleased: rows.contains { $0.released != nil }, limits), rows,
        groupStarts: groupStarts),
      try head(varying: Dimension.allCases.map(\.rawValue), coefficientsJSON),
      lead: [
        ([lead(strategies.map(\.strategy), family)] + limits.texts(options)).joined(separator: "; ")
      ],
      notes: missing.map { "no row for \($0.name): \(reason($0.fault))" } + left
        + limits.notes + unreleased(rows) + model.uncounted + model.assumed)
  }

  /// Writes networks to the file of `--output`, if there is one.
  func write(_ members: [[(name: String, text: String)]]) throws {
    guard let output = try invocation.output() else { return }
    try output.write(model.spec(of: members, settings, source: invocation.source).text)
  }

  /// The baseline and the coefficients: `efficientnet_b0, 386 M MACs; alpha 1.2, beta 1.1`.
  private func lead(_ strategies: [ScalingStrategy], _ family: ScaledFamily) -> String {
    let macs = Metric.macs.cell(family.baseline).text(.scaled)
    var text = "\(model.name), \(macs) MACs; \(coefficientsText)"
    for case .family(let a) in strategies { text += ", a \(a)" }
    return text
  }

  /// A note if no row stands beside a released network.
  private func unreleased(_ rows: [Row]) -> [String] {
    rows.contains { $0.released != nil }
      ? [] : ["Released: none is within 10 % in depth, width and resolution"]
  }

  /// A scaled network, and the released one that is nearest.
  private struct Row {
    let phi: Axis.Point
    let digits: Int
    let strategy: String
    let member: ScaledFamily.Member
    let released: ScaledFamily.Member?

    func name(among strategies: Int) -> String {
      "phi \(phi.text)" + (strategies > 1 ? ", \(strategy)" : "")
    }

    /// The rows that begin another step.
    static func groupStarts(_ rows: [Row]) -> Set<Int> {
      Set(rows.indices.dropFirst().filter { rows[$0].phi.text != rows[$0 - 1].phi.text })
    }
  }

  private static func factorColumns(
    showingStrategy: Bool, showingReleased: Bool, _ limits: ScaledWithin? = nil
  ) -> [Column<Row>] {
    let dimensions = Dimension.allCases.enumerated().map { index, dimension in
      Column<Row>(dimension.rawValue, dimension.rawValue, priority: 9) {
        $0.member.values[index].map(Cell.parameter) ?? .missing
      }
    }
    return [
      Column("phi", "phi", priority: 10, meaning: "the step of the compound scale") {
        .decimal($0.phi.exact, digits: $0.digits)
      },
      Column(
        "strategy", "Strategy", alignment: .left, priority: 10, isExtra: !showingStrategy,
        meaning: "how the network grows"
      ) { .text($0.strategy) },
    ] + dimensions + [
      Column(.ideal, priority: 8) { .ratio($0.member.factors.ideal) },
      Column(.real, priority: 9) { $0.member.growth.map(Cell.ratio) ?? .missing },
    ] + metrics.map { Column($0) { $0.member.cost } }
      + ScaledWithin.columns(limits) { (row: Row) in row.member.sizes } + [
        Column(
          "member", "Released", alignment: .left, priority: 9,
          meaning: "the released member that is nearest"
        ) { .text($0.released?.name, else: .missing) }.shown(if: showingReleased),
        Column(
          "memberMacs", "its MACs", priority: 5, meaning: "those of the released member"
        ) { $0.released.map { Metric.macs.cell($0.cost) } ?? .missing }.shown(if: showingReleased),
      ]
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

  static let metrics: [Metric] = [.macs, .parameters, .activations]

  // MARK: As released

  private static func fitColumns(
    _ coefficients: ScaleFactors
  ) -> [Column<ScaledFamily.Member>] {
    let steps = Dimension.allCases.map { dimension in
      Column<ScaledFamily.Member>(
        "phi_\(dimension)", "phi \(dimension.coefficient)", priority: 9,
        meaning: "with --fit: the step that the \(dimension) needs"
      ) { member in
        member.factors.step(of: dimension, under: coefficients).map { .number($0, digits: 2) }
          ?? .missing
      }
    }
    return [Column("member", "Member", alignment: .left, priority: 10) { .text($0.name) }] + steps
      + [
        Column(
          "ideal", "d w² r²", priority: 7,
          meaning: "the ideal factor of the member's own depth, width and resolution"
        ) { .ratio($0.factors.ideal) },
        Column(.real, priority: 9) { $0.growth.map(Cell.ratio) ?? .missing },
        Column(
          "over", "Excess", priority: 9,
          meaning: "of the real factor over the ideal one, or of the formulas over a member",
          older: ["over it"]
        ) { $0.excess.map(Cell.share) ?? .missing },
        Column(.macs, priority: 6) { $0.cost },
      ]
  }

  static let columns = {
    let factors = factorColumns(showingStrategy: false, showingReleased: true).headings()
    return Array(factors.prefix(2)) + [.parameter]
      + factors.dropFirst(2).filter { Dimension(rawValue: $0.key) == nil }
      .merging(fitColumns(.efficientNet).headings())
      .merging(memberColumns.headings())
  }()

  private func fit() throws {
    let members = try scaledFamily([]).released()
    guard members.contains(where: { $0.factors.ideal != 1 }) else {
      throw invocation.usageError(
        "\(model.name) has no released members that differ in depth, width and resolution alone",
        remedy: FormulaFamily.exists(in: model.spec)
          ? "without --fit, they are shown next to its formulas" : nil)
    }
    try invocation.show(
      Grid(ScaleRun.fitColumns(coefficients), members),
      try head(varying: model.spec.parameters.map(\.name), coefficientsJSON),
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
