import CostModel
import Foundation
import ScalingSearch
import Specs
import Symbolic
import TestSupport
import Testing

/// The library as a program uses it, without what only tests may see.
struct LibraryTests {
  /// The program of the README, to the letter.
  private func program(_ print: (Any...) -> Void) throws {
    // README: begin
    let catalog = Catalog.embedded
    let cost = try catalog.network("mobilenet_v1", ["width": 0.75]).cost()
    print(cost.macs, cost.parameters)  // 325400448 2585560

    let cells = try SearchRequest.fit(
      "mobilenet_v1", varying: ["width": "0.25:1:0.25", "resolution": "128:224:32"],
      within: [Budget(.macs, most: 150_000_000)]
    ).run()
    print(cells.map { $0.choices.map(\.text).joined(separator: "/") })  // ["0.5/224", "0.75/128"]

    var builder = NetworkBuilder()
    let width = builder.free("width")
    let image = builder.input(Shape(channels: 3, map: [32, 32]))
    let stem = try builder.add(.conv(3, channels: width), image, norm: .batch, activation: .relu)
    let inner = try builder.add(.conv(3, channels: width), stem, norm: .batch)
    let sum = try builder.add(.add, stem, inner, activation: .relu)
    let pooled = try builder.add(.averagePool(), sum)
    let scores = try builder.add(.dense(channels: 10), pooled)
    let network = try builder.network(named: "tiny", outputs: [scores])
    print(try network.cost().macs)  // 9216 * width^2 + 27658 * width
    // README: end
  }

  @Test func theProgramOfTheReadmePrintsWhatItSays() throws {
    var printed: [String] = []
    try program { items in
      printed.append(items.map { "\($0)" }.joined(separator: " "))
    }
    let said = try LibraryTests.code().filter { $0.contains("print(") }
      .map { try #require($0.split(separator: "  // ").last.map(String.init), "\($0)") }
    #expect(printed == said)
  }

  @Test func theReadmeHasThisProgram() throws {
    let root = Repository.root
    let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let block = try #require(text.split(separator: "```swift\n").dropFirst().first)
    let lines = try #require(block.split(separator: "```").first)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let imports = lines.prefix { !$0.isEmpty }
    #expect(Array(imports) == ["import CostModel", "import ScalingSearch", "import Specs"])
    #expect(lines.dropFirst(imports.count + 1).dropLast() == (try LibraryTests.code())[...])
  }

  /// The lines of the program in this file.
  private static func code() throws -> [String] {
    let text = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let begin = try #require(lines.firstIndex { $0.hasSuffix("// README: begin") })
    let end = try #require(lines.firstIndex { $0.hasSuffix("// README: end") })
    return lines[begin + 1..<end].map { String($0.dropFirst(4)) }
  }

  @Test(
    arguments: [
      ("mobilenet_v9", [:], "unknown model 'mobilenet_v9'; did you mean 'mobilenet_v1'?"),
      (
        "mobilenet_v1", ["widht": 0.5],
        "mobilenet_v1 has no parameter 'widht'; did you mean 'width'?"
      ),
      (
        "mobilenet_v1", ["resolution": 0.5],
        "the parameter 'resolution' takes a positive whole number, not '0.5'"
      ),
    ] as [(String, KeyValuePairs<String, ParameterValue>, String)])
  func faultsSpeakOfParameters(
    model: String, values: KeyValuePairs<String, ParameterValue>, message: String
  ) throws {
    let fault = #expect(throws: Diagnostic.self) {
      try Catalog.embedded.network(model, values)
    }
    #expect(fault?.description == message)
  }

  @Test(
    arguments: [
      (
        Budget(.flops, most: 400e6),
        "a budget can't limit 'flops'; one of macs, parameters, activations"
      ),
      (Budget(.macs, most: .nan), "no network has between 0.0 and nan macs"),
      (Budget(.macs, least: 2, most: 1), "no network has between 2.0 and 1.0 macs"),
      (Budget(.macs, most: -.infinity), "no network has between 0.0 and -inf macs"),
      (Budget(.macs, least: .infinity), "no network has between inf and inf macs"),
    ] as [(Budget, String)])
  func budgetsAreChecked(budget: Budget, message: String) {
    let fault = #expect(throws: Diagnostic.self) {
      try SearchRequest.fit("mobilenet_v1", within: [budget])
    }
    #expect(fault?.description == message)
  }

  /// However many threads are asked for, the search is the same; what it doesn't know is no number.
  @Test(arguments: [Int.min, -1, 0, 3, Int.max]) func searchesTakeAnyThreads(threads: Int) throws {
    let found = try SearchRequest.fit(
      "mobilenet_v1", varying: ["width": "0.25,0.5,0.75,1"],
      within: [Budget(.macs, most: 150_000_000)]
    ).run(threads: threads)
    let counted = try Catalog.embedded.network("mobilenet_v1", ["width": 0.5]).cost().macs
    #expect(found.map { $0[.macs] } == [counted.integerValue.map { Int128($0) }])
    #expect(found.map { $0[.flops] } == [nil])
    let twice = #expect(throws: Diagnostic.self) {
      try SearchRequest.fit(
        "mobilenet_v1", varying: ["width": "1", "width": "0.25"], within: [])
    }
    #expect(twice?.description == "'width' is given twice")
  }

  @Test func aSpecOfOnesOwnSaysWhereItIsWrong() throws {
    let fault = #expect(throws: Diagnostic.self) {
      try Catalog.embedded.network(reading: #"{ "name": "a" }"#, file: "a.json")
    }
    #expect(fault?.description.hasPrefix("a.json:1:1: ") == true)
  }

  /// Whatever a network is built from, the builder says what does not hold.
  @Test func theBuilderIsTheDoor() throws {
    var builder = NetworkBuilder()
    let image = builder.input(Shape(channels: 3, map: [5, 5]))
    func fault(_ operation: NetworkBuilder.Operation, _ others: Tensor...) -> String? {
      do throws(Diagnostic) {
        _ =
          others.isEmpty
          ? try builder.add(operation, image) : try builder.add(operation, image, others[0])
        return nil
      } catch {
        return error.description
      }
    }
    #expect(fault(.conv(3, channels: 0)) == "c must be positive, not 0")
    #expect(fault(.conv(3, channels: 4, stride: 0)) == "s must be positive, not 0")
    #expect(
      fault(.conv(1, channels: 4, groups: 2)) == "2 groups do not divide 3 input channels")
    let small = try builder.add(.conv(1, channels: 3, stride: 2), image)
    #expect(
      fault(.add, small) == "the shapes 3x5x5 and 3x3x3 do not join")
    var empty = NetworkBuilder()
    #expect(throws: Diagnostic.self) { try empty.network(named: "nothing", outputs: []) }
    // A layer that is added on the way is there.
    let network = try builder.network(
      named: "two", outputs: [builder.add(.dense(channels: 2), small)])
    #expect(network.layers.count == 2)
  }

  /// What parameters are free is evaluated at real numbers, too, as the network at them counts.
  @Test(arguments: [0.35, 0.5, 0.75, 1, 1.4])
  func formulasHaveValuesAtReals(width: Double) throws {
    let free = try Catalog.embedded.network("mobilenet_v2", free: ["width", "resolution"]).cost()
    let bound = try Catalog.embedded.network(
      "mobilenet_v2", ["width": ParameterValue(width), "resolution": 160]
    ).cost()
    let point = ["width": width, "resolution": 160]
    for metric in Metric.allCases where metric != .intensity {
      let formula = try #require(try metric.formula(of: free))
      #expect(
        try formula.value(at: point) == metric.formula(of: bound)?.integerValue, "\(metric)")
    }
  }

  @Test func aWholeNumberStaysWhole() throws {
    let cost = try Catalog.embedded.network("mobilenet_v2", free: ["batch"]).cost()
    #expect(try cost.macs.value(at: ["batch": 8.0]) == cost.macs.value(at: ["batch": 8]))
    #expect(throws: ArithmeticFault.notAnInteger("batch = 8.5")) {
      try cost.macs.value(at: ["batch": 8.5])
    }
    #expect(throws: ArithmeticFault.unbound("batch")) { try cost.macs.value(at: ["width": 0.5]) }
  }
}
