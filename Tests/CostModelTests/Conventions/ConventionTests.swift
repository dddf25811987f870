import Foundation
import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// Rules of conventions: read strictly, summed by term, the same with symbols bound before or after.
struct ConventionTests {
  private let catalog = Catalog.embedded

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
      ("conv", "window", 9), ("conv", "inputChannels", 2), ("conv", "inputPositions", 16),
      ("conv", "groups", 1), ("conv", "convolved", 4), ("batchnorm", "inputPositions", 4),
      ("conv", "if(hasBias, 1, 0) + if(hasNorm, 2, 0)", 3),
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
        if convention.counts(.macs) {
          let sum = try convention.terms(of: plain).reduce(Formula.zero) { try $0 + $1.amount }
          #expect(sum == counted.macs, "\(name) of \(model)")
        } else {
          #expect(counted.macs == plain.totals.macs, "\(name) of \(model)")
        }
        if !convention.counts(.parameters) {
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

  /// What people met in public; the specs' `source` says where. Where they do not say how an operator
  /// is called, upsampling and softmax are modules, and a matrix product is a function.
  @Test(arguments: [
    ("transposed", ["ptflops": 208, "ptflops-0.7.5": 64, "thop": 192, "torchinfo": 208]),
    ("transposed", ["deepspeed": 97, "calflops": 48, "torch": 48, "fvcore": 48, "paper": 48]),
    ("attention", ["thop": 44_786, "torchinfo": 39_984, "ptflops": 119_217, "calflops": 114_464]),
    ("upsample", ["thop": 11_648, "ptflops": 11_936, "paper": 11_520]),
  ])
  func casesOfPeople(name: String, counts: [String: Int]) throws {
    let network = try Network.expand(try Case.model(name), Settings(), in: catalog)
    for (tool, count) in counts {
      let options = CountOptions(convention: try catalog.convention(named: tool))
      #expect(try Report(network, options).totals.macs == Formula(count), "\(tool)")
    }
  }

  /// 8 channels on 4 x 4: what a norm or softmax adds to the convolution before it.
  @Test(arguments: [
    ("layer", ["fvcore": 640, "thop": 512, "ptflops": 128, "calflops-flops": 640]),
    ("group", ["fvcore": 640, "thop": 0, "ptflops": 256, "calflops-flops": 640]),
    ("instance", ["fvcore": 640, "thop": 512, "ptflops": 256, "calflops-flops": 640]),
    ("softmax", ["fvcore": 0, "thop": 368, "ptflops": 128, "calflops-flops": 128]),
    // thop takes one off for each row of numbers: two at each of the 16 positions.
    ("softmax of heads", ["fvcore": 0, "thop": 352, "ptflops": 128, "calflops-flops": 128]),
  ])
  func normsAlone(word: String, counts: [String: Int]) throws {
    func text(_ norm: String, _ rows: String = "") -> String {
      """
      { "name": "a", "input": [4, 4, 8],
        "body": [
          ["operator", "k", "c", "norm", "bias", "heads"],
          ["conv", 1, 8, "\(norm)", false]\(rows)] }
      """
    }
    let without = text("none")
    let with =
      switch word {
      case "softmax": text("none", #", ["softmax"]"#)
      case "softmax of heads": text("none", #", ["softmax", "-", "-", "-", "-", 2]"#)
      default: text(word)
      }
    for (tool, count) in counts {
      let options = CountOptions(convention: try catalog.convention(named: tool))
      let totals = try [with, without].map {
        try Inline.report($0, Settings(), options).totals.macs
      }
      #expect(try totals[0] - totals[1] == Formula(count), "\(tool)")
    }
  }

  /// `nn.Linear(12, 7)` on 2 x 5 x 12, as thop 0.1.1, ptflops 0.7.5, torchinfo 1.8.0, torchprofile
  /// 0.1.0 and fvcore 0.1.5 print it.
  @Test(arguments: [
    ("thop", 840), ("ptflops", 910), ("ptflops-aten", 910), ("torchinfo", 182),
    ("torchprofile", 840), ("fvcore", 840),
  ])
  func linearAtEveryPosition(tool: String, count: Int) throws {
    let text = #"{ "name": "a", "input": [5, 12], "body": [["operator", "c"], ["linear", 7]] }"#
    let options = CountOptions(convention: try catalog.convention(named: tool))
    let totals = try Inline.report(text, Settings(batch: 2), options).totals
    #expect(totals.macs == Formula(count))
  }

  @Test func aDefaultSaysHowOperatorsAreCalled() throws {
    let rows = """
      [["name", "operator", "from"], ["p", "avgpool"], ["r", "add", ["in", "resize(p, in)"]]]
      """
    for (defaults, expected) in [("", 264), (#""defaults": { "called": "function" },"#, 0)] {
      let text = #"{ "name": "a", "input": [4, 4, 8], \#(defaults) "body": \#(rows) }"#
      let options = CountOptions(convention: try catalog.convention(named: "thop"))
      #expect(
        try Inline.report(text, Settings(), options).totals.macs == Formula(expected), "\(defaults)"
      )
    }
  }

  @Test func unitsAreRead() throws {
    let head = #"{ "name": "c", "title": "C", "source": "s", "unit": "#
    for (unit, expected) in [("MACs", Convention.Unit.macs), ("FLOPs", .flops)] {
      let text = head + "\"\(unit)\" }"
      #expect(try Convention.read(Array(text.utf8), file: "c.json").unit == expected)
    }
    for name in ["torch-flops", "deepspeed", "calflops-flops", "torchstat-madd", "ultralytics"] {
      #expect(try catalog.convention(named: name).unit == .flops, "\(name)")
    }
    #expect(try catalog.convention(named: "fvcore").unit == .macs)
  }

  @Test func aBatchMultipliesWhatIsDoneForASample() throws {
    for name in ["fvcore", "ptflops", "onnx-tool", "deepspeed"] {
      let convention = try catalog.convention(named: name)
      let one = try report("resnet18", Settings(), CountOptions(convention: convention))
      let three = try report(
        "resnet18", Settings(batch: 3), CountOptions(convention: convention))
      #expect(try one.totals.macs * 3 == three.totals.macs, "\(name)")
    }
  }

  @Test func faultsHavePlaces() {
    let head = #"{ "name": "c", "title": "C", "source": "s", "macs": [["term", "of", "count"], "#
    for (text, message) in [
      (
        #"{ "name": "c", "title": "C" }"#,
        "c.json:1:1: a convention needs a 'name', a 'title' and a 'source'; 'source' is missing"
      ),
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
      (
        #"{ "name": "c", "title": "C", "source": "s", "unit": "Macs" }"#,
        "c.json:1:53: unknown unit 'Macs'; it is MACs or FLOPs"
      ),
    ] {
      #expect(throws: Diagnostics.self) { try Convention.read(Array(text.utf8), file: "c.json") }
      do throws(Diagnostics) {
        _ = try Convention.read(Array(text.utf8), file: "c.json")
      } catch {
        #expect(error.all.first?.description == message, "\(text)")
      }
    }
  }

  @Test func theExampleOfTheDocumentIsAConvention() throws {
    let text = try String(
      contentsOf: Repository.root.appending(path: "docs/conventions.md"), encoding: .utf8)
    let blocks = text.components(separatedBy: "```json\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(!blocks.isEmpty)
    for block in blocks {
      let convention = try Convention.read(Array(block.utf8), file: "docs/conventions.md")
      #expect(convention.counts(.macs))
    }
  }

  @Test func everyQuantityAndConventionIsDocumented() throws {
    let text = try String(
      contentsOf: Repository.root.appending(path: "docs/conventions.md"), encoding: .utf8)
    for word in Component.quantities.map(\.name) + Call.allCases.map(\.rawValue)
      + catalog.conventionNames
    {
      #expect(text.contains("`\(word)`"), "\(word) is not documented")
    }
    for (name, summary) in Component.quantities where name != "called" {
      #expect(text.contains("| `\(name)` | \(summary) |"), "\(name) is documented in other words")
    }
  }
}
