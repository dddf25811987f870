import Symbolic
import Testing

import CostModel
import ReferenceExecutor
import Specs

/// Numbers that are none go where they are read, and nowhere else.
struct NotANumberTests {
  private static func run(_ table: Table, _ input: [Float]) throws -> [Float] {
    try Executor(table.network(), seed: 3).run(inputs: [input])
      .outputs.flatMap(\.values)
  }

  private static func table(_ cells: (String, String)...) -> Table {
    var table = Table()
    table.input = (1, [5, 6])
    table.rows = [cells.map { (column: $0.0, cell: $0.1) }]
    return table
  }

  /// A 3 x 3 window around a position, on a map of 5 x 6.
  private static func neighbours(of index: Int) -> Set<Int> {
    let (y, x) = (index / 6, index % 6)
    let rows = max(0, y - 1)...min(4, y + 1)
    let columns = max(0, x - 1)...min(5, x + 1)
    return Set(rows.flatMap { row in columns.map { row * 6 + $0 } })
  }

  @Test(arguments: ["conv", "depthwise", "maxpool", "avgpool", "transposed"])
  func windowsCarryThem(operation: String) throws {
    var table = NotANumberTests.table(("operator", "\"\(operation)\""), ("k", "3"))
    if ["conv", "transposed"].contains(operation) { table.rows[0].append(("c", "1")) }
    for index in 0..<30 {
      for value in [Float.nan, .infinity] {
        var input = [Float](repeating: 0.5, count: 30)
        input[index] = value
        let output = try NotANumberTests.run(table, input)
        let wrong = Set(output.indices.filter { !output[$0].isFinite })
        #expect(wrong == NotANumberTests.neighbours(of: index), "\(value) at \(index)")
        if value.isNaN { #expect(wrong.allSatisfy { output[$0].isNaN }) }
      }
    }
  }

  /// The largest of a window is not a number where any of it is none, wherever it stands.
  @Test func maximaOfNothingButThem() throws {
    let table = NotANumberTests.table(("operator", "\"maxpool\""))
    #expect(try NotANumberTests.run(table, [Float](repeating: .nan, count: 30))[0].isNaN)
    #expect(
      try NotANumberTests.run(table, [Float](repeating: -.infinity, count: 30)) == [-.infinity])
  }

  @Test(arguments: Activation.allCases) func activationsCarryThem(_ activation: Activation) throws {
    let table = NotANumberTests.table(("operator", "\"\(activation.name)\""))
    var input = [Float](repeating: 0.5, count: 30)
    (input[3], input[4]) = (.nan, .infinity)
    let output = try NotANumberTests.run(table, input)
    #expect(output.indices.filter { output[$0].isNaN } == [3])
    // At infinity an activation is at its bound.
    let bound: Float =
      switch activation {
      case .relu6: 6
      case .sigmoid, .hsigmoid, .tanh: 1
      default: .infinity
      }
    #expect(output[4] == bound)
  }

  /// What changes with an element of the input is not a number where the element is none.
  @Test(arguments: OperatorEntry.all.map(\.name))
  func whatReadsThemBecomesOne(operation: String) throws {
    let entry = try #require(OperatorEntry.named(operation))
    var carried = 0
    for seed in UInt64(1)...30 {
      let random = RandomLayer(entry, seed: seed)
      guard let network = try? random.table.network(),
        let executor = try? Executor(network, seed: 3, memoryLimit: 64 << 20)
      else { continue }
      let size = random.table.input
      let count = size.map.reduce(random.table.batch * size.channels, *)
      var numbers = SplitMix64(seed: seed, part: 1)
      var input = (0..<count).map { _ in numbers.number(in: -1...1) }
      func run() throws -> [Float] { try executor.run(inputs: [input]).outputs.flatMap(\.values) }
      let before = try run()
      let place = Int.random(in: 0..<count, using: &numbers)
      input[place] += 50
      let after = try run()
      input[place] = .nan
      let carrying = try run()
      for index in before.indices where before[index] != after[index] {
        carried += 1
        #expect(carrying[index].isNaN, "element \(index), seed \(seed)\n\(random.table.text)")
      }
    }
    // Zeros don't change with anything.
    #expect(carried > 0 || operation == "none")
  }
}
