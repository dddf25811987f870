/// The multipliers of a family's members, and the rules with which their numbers follow from those
/// of one member.
///
/// What is not known is found by trying: for each rule, the simplest multiplier with which most
/// numbers of a member are those of the base, scaled. A number that stays, or is a bound of the
/// scaled one, costs less than one that nothing explains.
struct MultiplierFit: Sendable {
  /// By member.
  let multipliers: [Multiplier]
  /// The rule that explains most.
  let rule: ScaleRule
  /// What numbers cost that don't follow by the rule.
  let cost: Int

  /// What a number costs that the rule doesn't explain.
  static let unexplained = 3

  /// - Parameters:
  ///   - numbers: by cell, then by member.
  ///   - isSmallest: whether the smallest of equally good multipliers is taken, instead of the one
  ///     nearest to the ratio of the largest numbers.
  init(
    _ numbers: [[Int]], members: Int, base: Int, rules: [ScaleRule], steps: [Int],
    isSmallest: Bool
  ) {
    var best: MultiplierFit?
    let members = 0..<members
    for rule in rules {
      let multipliers = members.map { member in
        let pairs = numbers.map { numbers in
          let number = numbers[base]
          return Pair(base: number, own: numbers[member]) { rule.value(number, $0) }
        }
        return Self.multiplier(pairs, steps, isSmallest: isSmallest)
      }
      let cost = numbers.reduce(0) { $0 + Self.cost($1, base, rule, multipliers) }
      let fit = MultiplierFit(multipliers: multipliers, rule: rule, cost: cost)
      if best.map({ fit.cost < $0.cost }) ?? true { best = fit }
    }
    // Numbers that vary are parameters rather than the work of a multiplier that explains few.
    let varied = numbers.filter { Set($0).count > 1 }
    let alone = MultiplierFit(
      multipliers: members.map { _ in .one }, rule: rules.first ?? ScaleRule(function: "floor"),
      cost: varied.count * Self.unexplained)
    guard let best, best.isVaried else {
      self = alone
      return
    }
    let explained = varied.count {
      !Self.readings($0, base, best.rule, best.multipliers).isEmpty
    }
    self =
      2 * explained > varied.count
      ? MultiplierFit(
        multipliers: best.multipliers, rule: best.rule,
        cost: best.cost + best.multipliers.reduce(0) { $0 + $1.digits })
      : alone
  }

  private init(multipliers: [Multiplier], rule: ScaleRule, cost: Int) {
    self.multipliers = multipliers
    self.rule = rule
    self.cost = cost
  }

  /// Whether members have multipliers other than 1.
  var isVaried: Bool { multipliers.contains { $0 != .one } }

  /// The readings of a cell that hold for all members.
  static func readings(
    _ numbers: [Int], _ base: Int, _ rule: ScaleRule, _ multipliers: [Multiplier]
  ) -> [CellReading] {
    let scaled = zip(numbers, multipliers).map { rule.value(numbers[base], $1.value) }
    return CellReading.scaling.filter { reading in
      zip(numbers, scaled).allSatisfy { number, scaled in
        scaled.map { reading.value(numbers[base], scaled: $0) == number } ?? false
      }
    }
  }

  static func cost(
    _ numbers: [Int], _ base: Int, _ rule: ScaleRule, _ multipliers: [Multiplier]
  ) -> Int {
    let readings = readings(numbers, base, rule, multipliers)
    return readings.contains(.scaled) ? 0 : readings.isEmpty ? unexplained : 1
  }

  /// A number of the base, that of another member, and what it would be with a multiplier.
  struct Pair {
    let base: Int
    let own: Int
    let value: (Double) -> Int?
  }

  /// The simplest multiplier with which most numbers of a member follow from the base's.
  ///
  /// - Parameter steps: how fine the numbers are that are tried, as parts of one, one after the other
  ///   until nothing is left unexplained.
  static func multiplier(
    _ pairs: [Pair], _ steps: [Int], isSmallest: Bool, unexplained: Int = unexplained
  ) -> Multiplier {
    let varied = pairs.filter { $0.base != $0.own && $0.base > 0 }
    guard let largest = varied.max(by: { $0.base < $1.base }) else { return .one }
    let ratios = varied.map { Double($0.own) / Double($0.base) }
    let ratio = Double(largest.own) / Double(largest.base)
    // Rounding moves small numbers far, but no number by more than its own size.
    let (low, high) = ((ratios.min() ?? 1) * 0.7, min(64, (ratios.max() ?? 1) * 1.1))
    func cost(_ multiplier: Double) -> Int {
      pairs.reduce(0) { cost, pair in
        pair.value(multiplier) == pair.own ? cost : cost + (pair.base == pair.own ? 1 : unexplained)
      }
    }
    var best: (cost: Int, multiplier: Multiplier) = (cost(1), .one)
    for parts in steps where best.cost > 0 {
      var found: (cost: Int, distance: Double, multiplier: Multiplier)?
      let counts = max(1, Int(low * Double(parts)))...max(1, Int(high * Double(parts)) + 1)
      for count in counts {
        let multiplier = Multiplier(count, over: parts)
        let cost = cost(multiplier.value)
        let distance = isSmallest ? multiplier.value : abs(multiplier.value - ratio)
        if found.map({ (cost, distance) < ($0.cost, $0.distance) }) ?? true {
          found = (cost, distance, multiplier)
        }
      }
      if let found, found.cost < best.cost { best = (found.cost, found.multiplier) }
    }
    return best.multiplier
  }
}
