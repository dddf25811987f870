import Foundation
import Symbolic
import TestSupport
import Testing

import CostModel
import Specs

/// What other tools print for small modules, one for each kind of layer that they know, against our
/// conventions of their names. Tests/oracle/conventions.sh writes the fixture.
struct ModuleOracleTests {
  private struct Modules: Decodable {
    let versions: [String: String]
    let rows: [Module]
  }

  /// A module of PyTorch, the spec that says the same, and what tools print for it.
  private struct Module: Decodable {
    let name, torch: String
    let batch: Int
    let spec: Spec
    let counts: [String: Int]

    struct Spec: Decodable {
      let input: [Int]
      let body: [[Cell]]
    }
  }

  /// A cell of a spec, as JSON writes it.
  private enum Cell: Decodable {
    case number(Int), flag(Bool), word(String), list([Cell])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let list = try? container.decode([Cell].self) {
        self = .list(list)
      } else {
        self = .word(try container.decode(String.self))
      }
    }

    var text: String {
      switch self {
      case .number(let number): "\(number)"
      case .flag(let flag): "\(flag)"
      case .word(let word): "\"\(word)\""
      case .list(let cells): "[" + cells.map(\.text).joined(separator: ", ") + "]"
      }
    }
  }

  private static let flat = "it knows convolutions and norms of two dimensions only"

  /// Where a tool departs from its own rules, with the cause.
  private static let departures: [String: String] = [
    "deepspeed on upsampling by a factor, as a module":
      "it takes the elements read times the factor to the power of the samples",
    "onnx-tool on batch norm as a row": "nothing is there to fold it into",
    "onnx-tool on dense and batch norm": "it is not folded into a dense layer",
    "torchstat on conv of steps": flat, "torchstat-madd on conv of steps": flat,
    "torchstat on grouped conv of steps": flat, "torchstat-madd on grouped conv of steps": flat,
    "torchstat-madd on transposed of steps": flat,
    "torchstat on dense and batch norm": flat, "torchstat-madd on dense and batch norm": flat,
    "calflops on product of maps by torch.bmm": "it looks at torch.matmul, not at torch.bmm",
    "calflops-flops on product of maps by torch.bmm": "it looks at torch.matmul, not at torch.bmm",
    "deepspeed on upsampling as a module":
      "it takes the elements read times the factor to the power of the samples",
    "deepspeed on upsampling as a module, of a batch":
      "it takes the elements read times the factor to the power of the samples",
  ]

  private static func modules() throws -> Modules {
    let url = Repository.fixtures.appending(path: "oracle/modules.json")
    return try JSONDecoder().decode(Modules.self, from: Data(contentsOf: url))
  }

  private static func text(of spec: Module.Spec) -> String {
    let rows = spec.body.map { "[" + $0.map(\.text).joined(separator: ", ") + "]" }
    return """
      { "name": "module", "input": \(spec.input), "body": [
        \(rows.joined(separator: ",\n  ")) ] }
      """
  }

  @Test func toolsPrintWhatTheirConventionsGive() throws {
    let catalog = Catalog.embedded
    let modules = try ModuleOracleTests.modules()
    var seen: Set<String> = []
    for module in modules.rows {
      let text = ModuleOracleTests.text(of: module.spec)
      for (tool, printed) in module.counts.sorted(by: { $0.key < $1.key }) {
        let convention = try catalog.convention(named: tool)
        let options = CountOptions(convention: convention)
        let count = try Inline.report(text, Settings(batch: module.batch), options).totals.macs
        let place = "\(tool) on \(module.name)"
        if ModuleOracleTests.departures[place] != nil {
          seen.insert(place)
          #expect(count != Formula(printed), "\(place) is no departure")
        } else {
          #expect(count == Formula(printed), "\(place): \(module.torch)")
        }
      }
    }
    #expect(seen == Set(ModuleOracleTests.departures.keys))
  }

  /// A tool that was measured says which version, and its convention says that it was.
  @Test func measuredConventionsSaySo() throws {
    let catalog = Catalog.embedded
    for (tool, version) in try ModuleOracleTests.modules().versions {
      let source = try catalog.convention(named: tool).source
      let release = version.split(whereSeparator: { "-+".contains($0) })[0]
      let number = release.split(separator: ".").prefix(3).joined(separator: ".")
      #expect(source.contains(number) && source.contains("measured"), "\(tool): \(source)")
    }
  }
}
