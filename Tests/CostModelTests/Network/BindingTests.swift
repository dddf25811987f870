import Foundation
import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// Counting with symbols and binding them afterwards gives what counting with numbers gives, and
/// says of the same points that they mean nothing.
struct BindingTests {
  /// Run again with `BINDING_SEED=<seed>` for the seed that a failure names.
  static let seed: UInt64 = setting("BINDING_SEED", 20_260_301)
  static let specs: UInt64 = setting("BINDING_SPECS", 100)

  /// What a count gives at a point: every field of the totals, or nil where it means nothing.
  struct Outcome: Equatable, CustomStringConvertible {
    var fields: [Rational]?
    var fault = ""

    static func == (left: Outcome, right: Outcome) -> Bool { left.fields == right.fields }
    var description: String { fields.map { "\($0)" } ?? fault }
  }

  @Test func specsOfTheRepository() throws {
    let catalog = try Repository.catalog()
    var random = SplitMix64(seed: BindingTests.seed)
    // A member of every family: its other members are other values of the same parameters.
    for spec in try catalog.architectures() {
      let name = random.pick(spec.definedNames)
      let model = try catalog.model(named: name)
      let free = BindingTests.freeable(model.spec)
      // One parameter alone, and all of them at once.
      for subset in [[random.pick(free)], free] {
        let agreement = Agreement(model, free: Set(subset), catalog: catalog)
        for _ in 0..<2 {
          let point = BindingTests.point(model.spec, &random, near: true)
          let fault = agreement.fault(at: point)
          #expect(fault == nil, "\(name), seed \(BindingTests.seed)")
        }
      }
    }
  }

  @Test func randomSpecs() throws {
    var counted = 0
    var points = 0
    for seed in BindingTests.seed..<BindingTests.seed + BindingTests.specs {
      let (found, valid) = try check(seed)
      points += found
      counted += valid
    }
    // Most points must mean something, or the test would show little.
    #expect(2 * counted > points, "\(counted) of \(points) points were counted")
  }

  private func check(_ seed: UInt64) throws -> (points: Int, valid: Int) {
    let texts = RandomSpec(seed: seed)
    var random = SplitMix64(seed: seed)
    let specs = try [("outer", texts.text), ("inner", texts.inner)].map { name, text in
      (try Spec.read(Array(text.utf8), file: "\(name).json"), text)
    }
    let catalog = Catalog(
      specs.map { spec, text in
        Catalog.File(path: "architectures/\(spec.file)", names: spec.definedNames, text: text)
      })
    let model = try catalog.model(named: "outer")
    let free = BindingTests.freeable(model.spec)
    let few = Set((0..<2).map { _ in random.pick(free) })
    var (points, valid) = (0, 0)
    for subset in [few, Set(free)] {
      let agreement = Agreement(model, free: subset, catalog: catalog)
      for _ in 0..<3 {
        let point = BindingTests.point(model.spec, &random, near: false)
        if let fault = agreement.fault(at: point) {
          Issue.record("seed \(seed), free \(subset.sorted()), \(point)\n\(fault)\n\(texts.text)")
          return (points, valid)
        }
        points += 1
        if agreement.isValid(at: point) { valid += 1 }
      }
    }
    return (points, valid)
  }

  // MARK: Points

  static func freeable(_ spec: Spec) -> [String] {
    spec.parameters.filter { parameter in
      switch parameter.domain {
      case .integer, .real: true
      case .choice(let texts): texts.allSatisfy { Int($0) != nil }
      case .flag, .expression: false
      }
    }.map(\.name)
  }

  /// Values for the parameters that can be free; near the defaults, or small ones.
  static func point(
    _ spec: Spec, _ random: inout SplitMix64, near: Bool
  ) -> [String: String] {
    var point: [String: String] = [:]
    for parameter in spec.parameters {
      switch parameter.domain {
      case .integer:
        let usual = Int(parameter.defaultText) ?? 1
        let most = near ? max(4, usual + usual / 4) : max(6, usual + 4)
        let least = near ? max(1, usual / 4) : 1
        point[parameter.name] = "\(Int.random(in: least...most, using: &random))"
      case .real:
        let hundredths = Double(Int.random(in: 20...220, using: &random))
        point[parameter.name] = "\(hundredths / random.pick([100, 97]))"
      case .choice(let texts): point[parameter.name] = random.pick(texts)
      case .flag, .expression: break
      }
    }
    return point
  }
}

/// A model counted once with free parameters, to be compared with counts where they are bound.
struct Agreement {
  private let model: Model
  private let free: Set<String>
  private let catalog: Catalog

  init(_ model: Model, free: Set<String>, catalog: Catalog) {
    (self.model, self.free, self.catalog) = (model, free, catalog)
  }

  func isValid(at point: [String: String]) -> Bool { bound(point, 1000).fields != nil }

  /// How the counts differ, or nil where they agree.
  func fault(at point: [String: String]) -> String? {
    let unfolded = bound(point, 1000)
    let folded = bound(point, 0)
    guard unfolded == folded else { return "unfolded \(unfolded)\nfolded \(folded)" }
    for limit in [0, 1000] {
      do throws(Diagnostic) {
        let settings = Settings(
          point.filter { !free.contains($0.key) }.map { ($0.key, $0.value) }, free: free,
          unfoldLimit: limit)
        let report = try Report(Network.expand(model, settings, in: catalog))
        let later = evaluate(report, at: point)
        if later != unfolded { return "before \(unfolded)\nafter \(later)" }
        let substituted = substitute(report, at: point)
        if substituted != later { return "evaluated \(later)\nsubstituted \(substituted)" }
      } catch {
        let isOpen = Agreement.needsBinding.contains { error.message.contains($0) }
        if !isOpen, unfolded.fields != nil { return "before \(unfolded)\nfree \(error)" }
      }
    }
    return nil
  }

  /// Faults that say that a parameter must be bound.
  private static let needsBinding = [
    "have no closed form", "decides between", "is longer than",
  ]

  private func bound(_ point: [String: String], _ limit: Int) -> BindingTests.Outcome {
    do throws(Diagnostic) {
      let settings = Settings(point.map { ($0.key, $0.value) }, unfoldLimit: limit)
      let totals = try Report(Network.expand(model, settings, in: catalog)).totals
      return .init(fields: Cost.fields.compactMap { totals[keyPath: $0].constantValue })
    } catch {
      return .init(fault: error.description)
    }
  }

  private func evaluate(_ report: Report, at point: [String: String]) -> BindingTests.Outcome {
    do {
      let values = try numbers(report, point)
      for requirement in report.network.requirements {
        guard try requirement.condition.holds(at: values) else {
          return .init(fault: requirement.message)
        }
      }
      return .init(fields: try Cost.fields.map { try report.totals[keyPath: $0].value(at: values) })
    } catch {
      return .init(fault: "\(error)")
    }
  }

  private func substitute(_ report: Report, at point: [String: String]) -> BindingTests.Outcome {
    do {
      let values = try numbers(report, point).mapValues(\.scalar)
      for requirement in report.network.requirements {
        guard try requirement.condition.substituting(values).constantValue == true else {
          return .init(fault: requirement.message)
        }
      }
      let totals = try report.totals.substituting(values)
      return .init(fields: Cost.fields.compactMap { totals[keyPath: $0].constantValue })
    } catch {
      return .init(fault: "\(error)")
    }
  }

  private func numbers(_ report: Report, _ point: [String: String]) throws -> Bindings {
    var numbers: Bindings = [:]
    for symbol in report.network.symbols {
      let text = try #require(point[symbol.name])
      if symbol.isInteger {
        numbers[symbol.name] = .exact(Rational(try #require(Int(text))))
      } else {
        numbers[symbol.name] = .real(try #require(Double(text)))
      }
    }
    return numbers
  }
}
