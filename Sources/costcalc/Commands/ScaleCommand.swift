import CostModel
import ScalingSearch

extension Command {
  static let scale = Command(
    name: "scale", summary: "Scale a network in depth, width and resolution",
    usage: "costcalc scale [MODEL] [--phi 0:7] [--alpha 1.2 --beta 1.1 --gamma 1.15] [--fit]",
    operands: [
      Operand(
        name: "MODEL", summary: "The baseline (default efficientnet_b0)", isOptional: true,
        offers: .models)
    ],
    options: [.steps] + Option.coefficientValues.map(\.option)
      + [.strategy, .share, .rounding, .fitting, .set, .input, .variant]
      + Option.budgets + Option.modelFile + [.output, .format, .columns, .exact],
    columns: ScaleRun.columns,
    takesParameters: true,
    discussion: """
      Prints the family of a network for steps phi of the compound scale: depth · alpha^phi, width \
      · beta^phi, resolution · gamma^phi. Steps may be fractions or negative. Ideal is the growth \
      of the cost without rounding, (alpha * beta^2 * gamma^2)^phi; real is the growth as counted. \
      Each row also names the nearest released network, if its depth, width and resolution are \
      each within 10 %.

      --strategy scales one dimension alone, or all three by fast compound scaling, d = \
      s^((1-a)/2), w = s^(a/2), r = s^((1-a)/4), with the same ideal factor s; 'all' shows every \
      strategy.

      --alpha, --beta and --gamma accept any coefficients: 4, 1 and 1 at phi 1 give four times the \
      depth.

      --strategy formula is for a family whose paper gives each parameter as a formula of phi, \
      such as EfficientDet, and is the default there. It shows the networks that the formulas \
      give, what the released ones have instead, and the costs of both.

      Budgets leave out the networks that exceed them, as in 'fit': --max-macs, --max-peak for the \
      RAM, --max-model for the flash, --machine for both, --max-latency for the time on a machine.

      --fit looks at the released members of the family instead. For each it shows the phi that \
      its depth, its width and its resolution would need, its ideal factor depth * width^2 * \
      resolution^2, and the real one.
      """,
    examples: [
      ("costcalc scale", "EfficientNet from B0 on"),
      ("costcalc scale --phi -2:0:0.5", "networks smaller than B0"),
      ("costcalc scale --max-peak 20MB", "those whose tensors fit"),
      ("costcalc scale --fit", "the phi that fits each of the released B1 to B7"),
      ("costcalc scale --strategy all --phi 2", "what each way of scaling does to activations"),
      ("costcalc scale efficientdet_d0", "EfficientDet's equations beside its table"),
    ], run: ScaleRun.run)
}

extension Option {
  static let steps = Option(
    name: "phi", value: Value("RANGE"), summary: "Steps: 0:7 (the default), 0:2:0.5 or -1,0,1")
  /// `--alpha`, `--beta` and `--gamma`.
  static let coefficientValues = ScaleFactors.Dimension.allCases.map { dimension in
    (
      dimension: dimension,
      option: Option(
        name: dimension.coefficient, value: Value("NUMBER"),
        summary: "The \(dimension.rawValue) coefficient (default "
          + "\(ScaleFactors.efficientNet[dimension]))")
    )
  }
  static let strategy = Option(
    name: "strategy",
    value: Value("NAME", choices: ScaleRun.strategies + ["all", "formula"]),
    summary: "How to scale (default compound, or formula if the paper has one)")
  static let share = Option(
    name: "a", value: Value("NUMBER"), summary: "The share of width in fast scaling (default 0.8)")
  static let fitting = Option(name: "fit", summary: "Fit phi to the released members")
}
