import TestSupport
import Testing

import Symbolic

/// Random expressions, for what must hold of all: the normal form means what is written.
@Suite struct RandomExpressionTests {
  static let count = 300

  @Test func normalFormsKeepTheMeaning() throws {
    let seed: UInt64 = 1
    var texts = RandomExpression(seed: seed)
    var random = SplitMix64(seed: seed + 1)
    var compared = 0
    for _ in 0..<RandomExpressionTests.count {
      let text = texts.number(depth: 4)
      let syntax = try Expression(text).root
      let built = built(text)
      for _ in 0..<4 {
        let bindings = random.bindings()
        let outcome = Outcome(built, at: bindings)
        let expected = Outcome { () throws(ArithmeticFault) in
          try NaiveEvaluation(bindings: bindings).value(syntax)
        }
        let strict = Outcome(strictly: syntax, at: bindings)
        if case .value = outcome { compared += 1 }
        #expect(
          outcome.agrees(with: expected, strict: strict),
          "seed \(seed): '\(text)' as '\(built)' at \(bindings): \(outcome), not \(expected)")
      }
    }
    #expect(compared > RandomExpressionTests.count)
  }

  @Test func decidedConditionsHold() throws {
    let seed: UInt64 = 3
    var texts = RandomExpression(seed: seed)
    var random = SplitMix64(seed: seed + 1)
    var decided = 0
    for _ in 0..<RandomExpressionTests.count {
      let text = texts.condition(depth: 3)
      guard let condition = try? condition(text) else { continue }
      if condition.constantValue != nil { decided += 1 }
      let syntax = try Expression(text).root
      for _ in 0..<4 {
        let bindings = random.bindings()
        guard let expected = try? NaiveEvaluation(bindings: bindings).value(syntax),
          let value = try? condition.holds(at: bindings)
        else { continue }
        #expect(
          .truth(value) == expected,
          "seed \(seed): '\(text)' as '\(condition)' at \(bindings)")
      }
    }
    #expect(decided > RandomExpressionTests.count / 20)
  }

  @Test func printedTextReadsBackAsTheSame() throws {
    let seed: UInt64 = 5
    var texts = RandomExpression(seed: seed)
    for _ in 0..<RandomExpressionTests.count {
      let text = texts.number(depth: 4)
      guard let once = try? scalar(text), once.text.utf8.count <= 2000 else { continue }
      let again = try? scalar(once.text)
      #expect(
        again == once,
        "seed \(seed): '\(text)' prints '\(once)', which reads '\(again?.text ?? "")'")
    }
  }

  @Test func bindingInTwoStepsIsBindingAtOnce() throws {
    let seed: UInt64 = 7
    var texts = RandomExpression(seed: seed)
    var random = SplitMix64(seed: seed + 1)
    for _ in 0..<RandomExpressionTests.count {
      let text = texts.number(depth: 4)
      guard let whole = try? scalar(text) else { continue }
      let bindings = random.bindings()
      let first = bindings.filter { _ in Bool.random(using: &random) }
      let expected = Outcome(.success(whole), at: bindings)
      let substituted = Result { () throws(ArithmeticFault) in
        try whole.substituting(first.mapValues(\.scalar))
      }
      let outcome = Outcome(substituted, at: bindings)
      let strict = Outcome(strictly: try Expression(text).root, at: bindings)
      #expect(
        outcome.agrees(with: expected, strict: strict),
        "seed \(seed): '\(whole)' with \(first), then \(bindings): \(outcome), not \(expected)")
    }
  }

  @Test func boundsHoldTheValue() throws {
    let seed: UInt64 = 9
    var texts = RandomExpression(seed: seed)
    var random = SplitMix64(seed: seed + 1)
    for _ in 0..<RandomExpressionTests.count {
      let text = texts.number(depth: 3)
      guard let scalar = try? scalar(text) else { continue }
      let (one, other) = (random.bindings(), random.bindings())
      let ranges = one.merging(other) { first, _ in first }.keys.reduce(
        into: [String: Interval]()
      ) { ranges, name in
        let ends = [one, other].compactMap { $0[name]?.doubleValue }
        ranges[name] = Interval(ends.min() ?? 0, ends.max() ?? 0)
      }
      let bounds = scalar.bounds(over: ranges)
      for bindings in [one, other] {
        guard case .value(let value) = Outcome(.success(scalar), at: bindings) else { continue }
        let number = value.number
        #expect(
          bounds.lower <= number.nextUp && number.nextDown <= bounds.upper,
          "seed \(seed): '\(scalar)' is \(number) at \(bindings), outside \(bounds)")
      }
    }
  }

  private func built(_ text: String) -> Result<Scalar, ArithmeticFault> {
    do {
      return .success(try scalar(text))
    } catch {
      let description = "\(error)"
      let fault = [ArithmeticFault.overflow, .divisionByZero, .tooManyTerms, .exponentOutOfRange]
        .first { description.contains($0.description) }
      return .failure(fault ?? .outsideDomain(description))
    }
  }
}

/// What an evaluation comes to.
private enum Outcome {
  case value(NaiveEvaluation.Value)
  case fault(ArithmeticFault)

  init(_ body: () throws(ArithmeticFault) -> NaiveEvaluation.Value) {
    do throws(ArithmeticFault) {
      self = .value(try body())
    } catch {
      self = .fault(error)
    }
  }

  /// With every operand computed, needed or not.
  init(strictly syntax: Syntax, at bindings: Bindings) {
    self.init { () throws(ArithmeticFault) in
      try NaiveEvaluation(bindings: bindings, isLazy: false).value(syntax)
    }
  }

  init(_ scalar: Result<Scalar, ArithmeticFault>, at bindings: Bindings) {
    self.init { () throws(ArithmeticFault) in
      switch try scalar.get() {
      case .exact(let formula): .exact(try formula.value(at: bindings))
      case .inexact(let tree): .real(try tree.value(at: bindings))
      }
    }
  }

  /// The same value; where one has none, for a reason.
  func agrees(with expected: Outcome, strict: Outcome) -> Bool {
    switch (self, expected) {
    case (.value(let a), .value(let b)): a == b
    // A normal form cancels common factors and leaves out what a factor 0 hides.
    case (.value, .fault): true
    case (.fault, .fault): true
    // It also multiplies out, so that numbers in between may be too large, and it looks into
    // branches that would turn out not to be taken.
    case (.fault(let fault), .value):
      if case .fault = strict { true } else { fault == .overflow || fault == .tooManyTerms }
    }
  }
}
