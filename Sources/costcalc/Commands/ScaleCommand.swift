import CostModel
import ScalingSearch

extension Command {
  static let scale = Command(
    name: "scale", summary: "Scale a network in depth, width and resolution",
    usage: "costcalc scale [MODEL] [--phi 0:7] [--alpha 1.2 --beta 1.1 --gamma 1.15] [--fit]",
    operands: [
      Operand(name: "MODEL", summary: "The baseline (default efficientnet_b0)", isOptional: true)
    ],
    options: [
      .steps, .alphaValue, .betaValue, .gammaValue, .strategy, .share, .rounding, .fitting, .set,
      .input,
      .variant, .format, .columns, .exact,
    ],
    takesParameters: true,
    discussion: """
      The family of a network for steps phi of the compound scale, which may be fractions or \
      negative: depth · alpha^phi, width · beta^phi, resolution · gamma^phi. Ideal is what the \
      cost would grow by without rounding, (alpha * beta^2 * gamma^2)^phi; real is what it grows by.

      --strategy scales one dimension alone, or all by the family d = s^((1-a)/2), w = s^(a/2), \
      r = s^((1-a)/4) of fast compound scaling, of the same ideal factor s; 'all' shows every one.

      --fit looks at the released members of the family instead: the phi that the depth, the width \
      and the resolution of each would need, the ideal factor depth * width^2 * resolution^2 of its \
      own, and the real one.
      """,
    examples: [
      ("costcalc scale", "EfficientNet from B0 on"),
      ("costcalc scale --phi -2:0:0.5", "networks smaller than B0"),
      ("costcalc scale --fit", "which phi the released B1 to B7 follow"),
      ("costcalc scale --strategy all --phi 2", "what each way of scaling does to activations"),
    ], run: ScaleRun.run)
}

extension Option {
  static let steps = Option(
    name: "phi", value: Value("RANGE"), summary: "Steps: 0:7 (the default), 0:2:0.5 or -1,0,1")
  static let alphaValue = Option(
    name: "alpha", value: Value("NUMBER"), summary: "The depth coefficient (default 1.2)")
  static let betaValue = Option(
    name: "beta", value: Value("NUMBER"), summary: "The width coefficient (default 1.1)")
  static let gammaValue = Option(
    name: "gamma", value: Value("NUMBER"), summary: "The resolution coefficient (default 1.15)")
  static let strategy = Option(
    name: "strategy",
    value: Value("NAME", choices: ScaleRun.strategies.map(\.name) + ["all"]),
    summary: "How to grow (default compound)")
  static let share = Option(
    name: "a", value: Value("NUMBER"), summary: "The share of width in fast scaling (default 0.8)")
  static let fitting = Option(name: "fit", summary: "Fit phi to the released members")
}

/// The command `scale`.
struct ScaleRun {
  fileprivate let invocation: Invocation
  private let arguments: ModelArguments
  private let model: Model
  private let settings: Settings
  private let rounding: Coefficient.Rounding
  private var coefficients: (alpha: Double, beta: Double, gamma: Double)
  private let baseline: Report

  /// The ways to grow by name.
  static let strategies: [(name: String, make: @Sendable (ScaleRun) throws -> ScalingStrategy)] = [
    (
      "compound",
      { run in
        let (alpha, beta, gamma) = run.coefficients
        return .compound(alpha: alpha, beta: beta, gamma: gamma)
      }
    ),
    (
      "fast",
      { run in .family(a: try SearchArguments(run.invocation).number(.share, within: 0...1) ?? 0.8)
      }
    ),
    ("depth", { _ in .depth }), ("width", { _ in .width }), ("resolution", { _ in .resolution }),
  ]

  private static let dimensions = ["depth", "width", "resolution"]

  static func run(_ invocation: Invocation) throws {
    let run = try ScaleRun(invocation)
    if invocation.isGiven(.fitting) {
      if let option = [Option.steps, .strategy, .share].first(where: invocation.isGiven) {
        throw invocation.usageError("\(option.spelling) has no meaning beside --fit")
      }
      try run.fit()
    } else {
      try run.family()
    }
  }

  private init(_ invocation: Invocation) throws {
    self.invocation = invocation
    arguments = ModelArguments(invocation)
    model = try arguments.model(invocation.operands.first ?? "efficientnet_b0")
    settings = try arguments.settings(for: model, among: [model])
    for name in ScaleRun.dimensions where model.spec.parameter(named: name) == nil {
      throw invocation.usageError(
        "\(model.name) has no parameter \(quoted(name)), which scaling needs",
        remedy: "'costcalc grid-search --vary' searches any parameter")
    }
    let words = SearchArguments(invocation)
    rounding = try words.rounding()
    coefficients = (1.2, 1.1, 1.15)
    baseline = try arguments.report(model, settings, CountOptions())
    coefficients = (
      try words.number(.alphaValue, within: 0.01...100) ?? 1.2,
      try words.number(.betaValue, within: 0.01...100) ?? 1.1,
      try words.number(.gammaValue, within: 0.01...100) ?? 1.15
    )
  }

  /// The ideal factor of a step.
  private var base: Double {
    coefficients.alpha * coefficients.beta * coefficients.beta * coefficients.gamma
      * coefficients.gamma
  }

  private func ideal(_ phi: Double) -> Double {
    ScalingStrategy.depth.factors(phi: phi, base: base).depth
  }

  // MARK: The family

  private func family() throws {
    let wanted = invocation.value(of: .strategy) ?? "compound"
    let strategies = ScaleRun.strategies.filter { wanted == "all" || $0.name == wanted }
    var rows: [[Cell]] = []
    for phi in try steps() {
      for (name, make) in strategies {
        let factors = try make(self).factors(phi: phi.value, base: base)
        let values = try self.values(factors, phi.text)
        let report = try arguments.report(model, scaled(values), CountOptions())
        rows.append(
          [.text(phi.text), .text(name)] + values.map { Cell.text($0.shown) }
            + [.ratio(ideal(phi.value)), .ratio(real(report))]
            + ScaleRun.metrics.map { $0.cell(report.totals) }
            + (try released(at: phi.value, name)))
      }
    }
    var columns = [
      Column(key: "phi", title: "phi", priority: 10),
      Column(
        key: "strategy", title: "Strategy", alignment: .left, priority: 10,
        isExtra: strategies.count == 1),
    ]
    columns += ScaleRun.dimensions.map { Column(key: $0, title: $0, priority: 8) }
    columns += [
      Column(key: "ideal", title: "Ideal", priority: 7),
      Column(key: "real", title: "Real", priority: 9),
    ]
    try invocation.show(
      Grid(
        columns: columns
          + ScaleRun.metrics.map {
            $0.column(showing: ["macs", "parameters", "activations"])
          } + [
            Column(key: "member", title: "Released", alignment: .left, priority: 6),
            Column(key: "memberMacs", title: "its MACs", priority: 6),
          ],
        rows: rows,
        groupStarts: strategies.count > 1
          ? Set(stride(from: strategies.count, to: rows.count, by: strategies.count)) : []))
  }

  /// The member of the family that was released for a whole step of compound scaling.
  private func released(at phi: Double, _ strategy: String) throws -> [Cell] {
    let members = model.spec.variants.map(\.name)
    guard strategy == "compound", let start = members.firstIndex(of: model.name),
      let step = Int(exactly: phi), members.indices.contains(start + step),
      let member = model.spec.model(named: members[start + step])
    else { return [.missing, .missing] }
    let report = try arguments.report(member, Settings(), CountOptions())
    return [.text(member.name), ScaleRun.metrics[0].cell(report.totals)]
  }

  private static let metrics = Metric.named("macs", "parameters", "activations")

  /// A parameter of a scaled network: as a setting, and as people read it.
  private struct ScaledValue {
    let name, text, shown: String
  }

  private func values(
    _ factors: (depth: Double, width: Double, resolution: Double), _ phi: String
  ) throws -> [ScaledValue] {
    try zip(ScaleRun.dimensions, [factors.depth, factors.width, factors.resolution]).map {
      name, factor in
      let base = baseline.network.parameters.first { $0.name == name }?.value.number?.doubleValue
      let value = (base ?? 1) * factor
      guard name == "resolution" else {
        return ScaledValue(name: name, text: "\(value)", shown: value.significant(4))
      }
      let size = rounding.apply(value)
      guard let whole = Int(exactly: size), whole >= 1 else {
        throw invocation.usageError(
          "phi = \(phi) makes the resolution \(value.significant(4)), which no image has")
      }
      return ScaledValue(name: name, text: "\(whole)", shown: "\(whole)")
    }
  }

  private func scaled(_ values: [ScaledValue]) -> Settings {
    var scaled = settings
    scaled.values.removeAll { entry in values.contains { $0.name == entry.name } }
    scaled.values += values.map { Settings.Entry(name: $0.name, text: $0.text, flag: "--phi") }
    return scaled
  }

  private func real(_ report: Report) -> Double {
    let (own, base) = (
      report.totals.macs.constantValue?.doubleValue ?? 0,
      baseline.totals.macs.constantValue?.doubleValue ?? 1
    )
    return own / base
  }

  /// `0:7`, `0:2:0.5`, or `-1,0,1`.
  private func steps() throws -> [(text: String, value: Double)] {
    let text = invocation.value(of: .steps) ?? "0:7"
    let isRange = text.contains(":")
    let parts = text.split(separator: isRange ? ":" : ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Rational(decimal: $0) }
    guard numbers.count == parts.count, !isRange || (2...3).contains(numbers.count),
      numbers.allSatisfy({ abs($0.doubleValue) <= 100 })
    else {
      throw invocation.usageError(
        "--phi takes 0:7, 0:2:0.5 or -1,0,1, between -100 and 100, not \(quoted(text))")
    }
    guard isRange else { return zip(parts, numbers).map { (String($0), $1.doubleValue) } }
    let step = numbers.count == 3 ? numbers[2] : .one
    guard step > .zero, numbers[0] <= numbers[1] else {
      throw invocation.usageError("--phi: the range \(quoted(text)) is empty")
    }
    let count = try ((numbers[1] - numbers[0]) / step).floor
    guard count < 1000 else {
      throw invocation.usageError("--phi: \(quoted(text)) has more than 1000 steps")
    }
    return try (0...Int(count)).map { index in
      let value = try (numbers[0] + Rational(index) * step).doubleValue
      return (value.significant(6).trimmingZeros, value)
    }
  }

  // MARK: Released members

  private func fit() throws {
    let spec = model.spec
    let members = spec.variants.map(\.name)
    guard !members.isEmpty else {
      throw invocation.usageError("\(model.name) has no released members to fit")
    }
    let names = ["alpha", "beta", "gamma"]
    let values = [coefficients.alpha, coefficients.beta, coefficients.gamma]
    var rows: [[Cell]] = []
    for name in members {
      guard let member = spec.model(named: name) else { continue }
      let report = try arguments.report(member, Settings(), CountOptions())
      let factors = ScaleRun.dimensions.map { dimension -> Double in
        func value(_ report: Report) -> Double {
          report.network.parameters.first { $0.name == dimension }?.value.number?.doubleValue ?? 1
        }
        return value(report) / value(baseline)
      }
      let ideal = factors[0] * factors[1] * factors[1] * factors[2] * factors[2]
      rows.append(
        [.text(name)]
          + zip(factors, values).map { factor, coefficient in
            coefficient == 1
              ? .missing
              : .number(ScalingStrategy.step(of: factor, coefficient: coefficient), digits: 2)
          } + [.ratio(ideal), .ratio(real(report)), .share(real(report) / ideal - 1)]
          + [ScaleRun.metrics[0].cell(report.totals)])
    }
    try invocation.show(
      Grid(
        columns: [Column(key: "member", title: "Member", alignment: .left, priority: 10)]
          + zip(ScaleRun.dimensions, names).map { dimension, name in
            Column(key: "phi_\(dimension)", title: "phi of \(name)", priority: 9)
          } + [
            Column(key: "ideal", title: "d w² r²", priority: 8),
            Column(key: "real", title: "Real", priority: 8),
            Column(key: "over", title: "over it", priority: 7),
            ScaleRun.metrics[0].column(showing: ["macs"]),
          ], rows: rows))
  }
}

extension String {
  /// `0.500000` as `0.5`, `3.00000` as `3`.
  fileprivate var trimmingZeros: String {
    guard contains(".") else { return self }
    var digits = self[...]
    while digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
    return String(digits)
  }
}
