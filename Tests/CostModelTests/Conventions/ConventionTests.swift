import Foundation
import Testing

@testable import CostModel

/// Rules of conventions: read strictly, summed by term, the same with symbols bound before or after.
struct ConventionTests {
  private let catalog = Catalog.embedded()

  private func report(
    _ model: String, _ settings: Settings = Settings(), _ options: CountOptions = CountOptions()
  ) throws -> Report {
    try Report(
      Network.expand(try catalog.model(named: model), settings, in: catalog), options)
  }

  private func rules(_ rows: String) throws -> Convention {
    let text =
      #"{ "name": "c", "title": "C", "source": "s", "macs": [["term", "of", "count"], "# + rows
      + "] }"
    return try Convention.read(Array(text.utf8), file: "c.json")
  }

  /// A standard 3x3 layer of 2 x 3 channels on 4 x 4, with batch norm and ReLU, worked out by hand.
  @Test func quantitiesAreThoseOfTheComponents() throws {
    let text = """
      { "name": "a", "input": [4, 4, 2], "defaults": { "norm": "batch", "act": "relu", "bias": true },
        "body": [["operator", "k", "c", "s"], ["conv", 3, 3, 2], ["avgpool"], ["dense", "-", 5]] }
      """
    for (of, count, expected) in [
      ("conv", "macs", 216), ("conv", "weights", 54), ("conv", "biases", 3), ("conv", "inputs", 32),
      ("conv", "outputs", 12), ("conv", "channels", 3), ("conv", "positions", 4),
      ("conv", "window", 9), ("conv", "if(hasBias, 1, 0) + if(hasNorm, 2, 0)", 3),
      ("batchnorm", "weights", 6), ("batchnorm", "inputs + outputs", 24), ("batchnorm", "macs", 0),
      ("relu", "outputs", 12), ("relu", "weights + biases", 0), ("global_avgpool", "inputs", 12),
      ("global_avgpool", "window", 4), ("global_avgpool", "if(called == module, 7, 8)", 7),
      ("avgpool", "1", 0), ("dense", "if(isClassifier, macs, 0)", 15), ("dense", "biases", 5),
      ("conv", "if(isClassifier, 1, 0)", 0),
    ] {
      let convention = try rules("[\"t\", \"\(of)\", \"\(count)\"]")
      let report = try Inline.report(text, Settings(), CountOptions(convention: convention))
      #expect(report.totals.macs == Formula(expected), "\(of): \(count)")
    }
  }

  @Test func termsSumToTheTotals() throws {
    for model in ["mobilenet_v3_small", "efficientdet_d0", "shufflenet_v2", "inception_v3"] {
      let plain = try report(model)
      for name in catalog.conventionNames {
        let convention = try catalog.convention(named: name)
        let counted = try report(model, Settings(), CountOptions(convention: convention)).totals
        if convention.countsMACs {
          let sum = try convention.terms(of: plain).reduce(Formula.zero) { try $0 + $1.amount }
          #expect(sum == counted.macs, "\(name) of \(model)")
        } else {
          #expect(counted.macs == plain.totals.macs, "\(name) of \(model)")
        }
        if !convention.countsParameters {
          #expect(counted.parameters == plain.totals.parameters, "\(name) of \(model)")
        }
        #expect(counted.flops == plain.totals.flops, "\(name) of \(model)")
      }
    }
  }

  @Test func boundAfterIsBoundBefore() throws {
    let point = ["width": "0.75", "resolution": "160"]
    for name in catalog.conventionNames {
      let options = CountOptions(convention: try catalog.convention(named: name))
      let bound = try report("mobilenet_v2", Settings(point.map { ($0, $1) }), options).totals
      let free = try report(
        "mobilenet_v2", Settings([], free: Set(point.keys), unfoldLimit: 0), options
      ).totals
      let values: Bindings = ["width": .real(0.75), "resolution": .exact(160)]
      #expect(try Formula(free.macs.value(at: values)) == bound.macs, "\(name)")
      #expect(try Formula(free.parameters.value(at: values)) == bound.parameters, "\(name)")
    }
  }

  @Test func aBatchMultipliesWhatIsDoneForASample() throws {
    for name in ["fvcore", "ptflops", "onnx-tool", "deepspeed"] {
      let convention = try catalog.convention(named: name)
      let one = try report("resnet18", Settings(), CountOptions(convention: convention))
      let three = try report("resnet18", Settings(), CountOptions(batch: 3, convention: convention))
      #expect(try one.totals.macs * 3 == three.totals.macs, "\(name)")
    }
  }

  @Test func faultsHavePlaces() {
    let head = #"{ "name": "c", "title": "C", "source": "s", "macs": [["term", "of", "count"], "#
    for (text, message) in [
      ("{}", "c.json:1:1: a convention needs a 'name', a 'title' and a 'source'"),
      (#"{ "nme": "c" }"#, "c.json:1:3: unknown key 'nme' in a convention; did you mean 'name'?"),
      (
        #"{ "name": "c", "title": "C", "source": "s", "macs": [["term"]] }"#,
        #"c.json:1:53: rules are a table of "term", "of" and "count""#
      ),
      (
        head + #"["t", "cnv", "macs"]] }"#,
        "c.json:1:85: unknown component 'cnv'; did you mean 'conv'?"
      ),
      (
        head + #"["t", "conv", "2 * mac"]] }"#,
        "c.json:1:93: unknown quantity 'mac'; did you mean 'macs'?"
      ),
      (head + #"["t", "conv", "2 *"]] }"#, "c.json:1:97: the expression ends too early"),
      (head + #"["t", "conv"]] }"#, "c.json:1:79: a rule has three cells"),
    ] {
      #expect(throws: Diagnostics.self) { try Convention.read(Array(text.utf8), file: "c.json") }
      do throws(Diagnostics) {
        _ = try Convention.read(Array(text.utf8), file: "c.json")
      } catch {
        #expect(error.all.first?.description == message, "\(text)")
      }
    }
  }

  @Test func everyQuantityAndConventionIsDocumented() throws {
    let text = try String(
      contentsOf: Repository.root.appending(path: "docs/conventions.md"), encoding: .utf8)
    for word in Component.quantities.map(\.name) + Pool.calls + catalog.conventionNames {
      #expect(text.contains("`\(word)`"), "\(word) is not documented")
    }
    for (name, summary) in Component.quantities where name != "called" {
      #expect(text.contains("| `\(name)` | \(summary) |"), "\(name) is documented in other words")
    }
  }
}
