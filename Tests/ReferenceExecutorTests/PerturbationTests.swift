import Symbolic
import TestSupport
import Testing

import CostModel
import ReferenceExecutor
import Specs

/// A verification finds every formula that is wrong, and names its layer and its quantity.
struct PerturbationTests {
  /// A network that was run, and is right.
  private struct Subject {
    let network: Network
    let execution: Execution

    init?(_ network: Network, memoryLimit: Int = 256 << 20) throws {
      self.network = network
      execution = try Executor(network, memoryLimit: memoryLimit).run()
      guard try verification(network).isEqual else { return nil }
    }

    func verification(
      _ network: Network, _ perturbation: Perturbation? = nil
    ) throws -> Verification {
      try Verification(network.report(Verification.options, perturbation), execution)
    }

    /// Changes each formula of a layer in turn. - Returns: how many were changed.
    func perturb(layer index: Int, _ place: String) throws -> Int {
      let layer = network.layers[index]
      let faults = try Fault.all(of: layer)
      for fault in faults {
        let found = try verification(
          network.with(fault.layer, at: index), fault.perturbation)
        let first = try #require(
          found.differences.first, "\(fault.name) of \(layer.name) goes unnoticed: \(place)")
        #expect(first.place == layer.name, "\(fault.name): \(first): \(place)")
        #expect(first.quantity == fault.quantity, "\(fault.name): \(first): \(place)")
        #expect(!found.isEqual)
      }
      return faults.count
    }
  }

  private static let seed = UInt64(setting("LAYER_SEED", 20_261_121))

  /// Each operator of the language, in random rows.
  @Test(arguments: OperatorEntry.all.map(\.name))
  func everyQuantityOfEveryOperator(operation: String) throws {
    let entry = try #require(OperatorEntry.named(operation))
    var (rows, faults) = (0, 0)
    for seed in PerturbationTests.seed..<PerturbationTests.seed + 30 {
      let random = RandomLayer(entry, seed: seed)
      guard let network = try? random.table.network(),
        let subject = try? Subject(network),
        let index = network.layers.lastIndex(where: { $0.name == "last" })
      else { continue }
      faults += try subject.perturb(layer: index, "seed \(seed)\n\(random.table.text)")
      rows += 1
    }
    #expect(rows >= 10 && faults >= 11 * rows, "\(rows) rows, seed \(PerturbationTests.seed)")
  }

  /// Operators of graphs that no spec has a row for.
  @Test func everyQuantityOfRandomGraphs() throws {
    let first = 20_261_129
    var (faults, names): (Int, Set<String>) = (0, [])
    for seed in first..<first + setting("GRAPHS", 400, unoptimized: 100) {
      var graph = RandomGraph(using: SplitMix64(seed: UInt64(seed)), operators: 1 + seed % 5)
      let network = try graph.network()
      guard let subject = try? Subject(network, memoryLimit: 1 << 20) else { continue }
      for (index, layer) in network.layers.enumerated() {
        faults += try subject.perturb(layer: index, "GRAPH_SEED=\(seed)")
        names.insert(layer.operation.name)
      }
    }
    #expect(faults > 1000 && names.count > 40, "\(faults) faults, \(names.sorted())")
  }

  /// A layer of each operator that the zoo has, with a norm and without, in its cheapest network of
  /// up to 100 M MACs.
  @Test func everyQuantityOfTheZoo() throws {
    let catalog = Catalog.embedded
    var cheapest: [String: (network: Network, index: Int, macs: Int)] = [:]
    for spec in try catalog.architectures() {
      guard let name = spec.name else { continue }
      let network = try Network.expandSmall(try catalog.model(named: name), in: catalog)
      guard network.layers.allSatisfy({ $0.copies == 1 }) else { continue }
      let macs = try Report(network).totals.macs.integer()
      guard macs <= min(ZooVerificationTests.limit, 100_000_000) else { continue }
      for (index, layer) in network.layers.enumerated() {
        let kind =
          "\(layer.operation.name) \(layer.norm?.name ?? "") \(layer.weights.isShared) \(layer.normWeights.isShared)"
        if cheapest[kind].map({ $0.macs > macs }) ?? true {
          cheapest[kind] = (network, index, macs)
        }
      }
    }
    #expect(cheapest.count > (ZooVerificationTests.limit == .max ? 15 : 3))
    var subjects: [String: Subject] = [:]
    for (kind, found) in cheapest.sorted(by: { $0.key < $1.key }) {
      let name = found.network.name
      if subjects[name] == nil { subjects[name] = try Subject(found.network) }
      let subject = try #require(subjects[name], "\(name)")
      #expect(try subject.perturb(layer: found.index, "\(name), \(kind)") >= 11)
    }
  }

  /// A formula that is another one's neighbour is found, and is shown.
  @Test(arguments: Neighbour.all) func neighbouringFormulas(_ neighbour: Neighbour) throws {
    let text = neighbour.table.text
    let network = try Table.network(text)
    let subject = try #require(try Subject(network))
    let wrong = Perturbation(layer: "last", change: neighbour.change)
    let verification = try subject.verification(network, wrong)
    let free = try Table.network(text, Settings([], free: ["c"]))
    let symbolic = try free.report(Verification.options, wrong)
    let first = try #require(verification.firstDifference(formulasFrom: symbolic))
    #expect(first.description == "last: \(neighbour.message)")
  }

  /// A tensor that is said to live longer than it does.
  @Test func memoryAtThePeak() throws {
    var table = Table()
    table.rows = [
      [("name", "\"a\""), ("operator", "\"relu\"")], [("name", "\"b\""), ("operator", "\"relu\"")],
      [("name", "\"c\""), ("operator", "\"relu\"")],
    ]
    let network = try table.network()
    let subject = try #require(try Subject(network))
    let longer = network.with(outputs: [network.layers[0].output] + network.outputs)
    #expect(
      try subject.verification(longer).differences.map(\.description)
        == ["a: elements held at the peak: predicted 768, executed 512"])
  }
}
