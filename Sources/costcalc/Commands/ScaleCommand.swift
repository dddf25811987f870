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
    columns: ScaleRun.columns,
    takesParameters: true,
    discussion: """
      The family of a network for steps phi of the compound scale, which may be fractions or \
      negative: depth · alpha^phi, width · beta^phi, resolution · gamma^phi. Ideal is what the \
      cost would grow by without rounding, (alpha * beta^2 * gamma^2)^phi; real is what it grows by. Beside each stands the released \
      network whose depth, width and resolution are each within 10 %, the nearest of several.

      --strategy scales one dimension alone, or all by the family d = s^((1-a)/2), w = s^(a/2), \
      r = s^((1-a)/4) of fast compound scaling, of the same ideal factor s; 'all' shows every one.

      --alpha, --beta and --gamma take any coefficients: 4, 1 and 1 at phi 1 is four times the depth.

      --strategy formula is for a family whose paper gives a formula of phi for each parameter, such \
      as EfficientDet, and the default there: the networks by the formulas, what the released ones \
      have instead, and the costs of both.

      --fit looks at the released members of the family instead: the phi that the depth, the width \
      and the resolution of each would need, the ideal factor depth * width^2 * resolution^2 of its \
      own, and the real one.
      """,
    examples: [
      ("costcalc scale", "EfficientNet from B0 on"),
      ("costcalc scale --phi -2:0:0.5", "networks smaller than B0"),
      ("costcalc scale --fit", "which phi the released B1 to B7 follow"),
      ("costcalc scale --strategy all --phi 2", "what each way of scaling does to activations"),
      ("costcalc scale efficientdet_d0", "EfficientDet's equations beside its table"),
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
    value: Value("NAME", choices: ScaleRun.strategies + ["all", "formula"]),
    summary: "How to grow (default compound, or formula where the paper has one)")
  static let share = Option(
    name: "a", value: Value("NUMBER"), summary: "The share of width in fast scaling (default 0.8)")
  static let fitting = Option(name: "fit", summary: "Fit phi to the released members")
}
