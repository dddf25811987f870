import CostModel

extension Option {
  private static func coefficient(_ name: String, _ of: String, _ range: String) -> Option {
    Option(
      name: name, value: Value("RANGE"),
      summary: "Values of the \(of) coefficient (default \(range))")
  }

  static let alpha = coefficient("alpha", "depth", "1:2:0.05")
  static let beta = coefficient("beta", "width", "1:1.5:0.05")
  static let gamma = coefficient("gamma", "resolution", "1:1.5:0.05")
  static let phi = Option(
    name: "phi", value: Value("NUMBER"), summary: "The step of the compound scale (default 1)")
  static let vary = Option(
    name: "vary", value: Value("NAME=RANGE"), summary: "Search a parameter by its own values",
    isRepeatable: true)
  static let constraint = Option(
    name: "constraint", value: Value("FORMULA"),
    summary: "The ideal factor (default alpha * beta^2 * gamma^2)")
  static let target = Option(
    name: "target", value: Value("NUMBER"), summary: "What the ideal factor shall be (default 2)")
  static let tolerance = Option(
    name: "tolerance", value: Value("SHARE"),
    summary: "How far it may be away: 5% of the target (the default), or 0.1")
  static let condition = Option(
    name: "where", value: Value("CONDITION"), summary: "What else must hold of the coefficients")
  static let rounding = Option(
    name: "round", value: Value("RULE"),
    summary: "Round the resolution down, up, nearest (the default), or to a multiple such as 8")
  static let maxMACs = Option(
    name: "max-macs", value: Value("COUNT"), summary: "The most MACs of the real network: 600M")
  static let maxParameters = Option(
    name: "max-parameters", value: Value("COUNT"), summary: "The most parameters: 10M")
  static let maxActivations = Option(
    name: "max-activations", value: Value("COUNT"), summary: "The most activations: 20M")
  static let macsWindow = Option(
    name: "macs", value: Value("FROM:TO"),
    summary: "A window for the MACs: 500M:600M, or 1.98x:2.02x of the baseline's")
  static let minimize = Option(
    name: "minimize", value: Value("FORMULA"), summary: "Rank by the smallest value")
  static let maximize = Option(
    name: "maximize", value: Value("FORMULA"), summary: "Rank by the largest value")
  static let pareto = Option(
    name: "pareto", value: Value("METRICS"),
    summary: "Only networks that no other beats in all of these: -macs,parameters (- for more)")
  static let top = Option(
    name: "top", value: Value("N"), summary: "So many rows (default 20 in text, all elsewhere)")
  static let threads = Option(
    name: "threads", value: Value("N"), summary: "Threads to use (default 2)")
}
