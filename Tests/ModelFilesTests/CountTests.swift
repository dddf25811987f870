import CostModel
import Foundation
import Specs
import Symbolic
import Testing

import ModelFiles

/// Networks read from files cost what others counted of them, and what our specs of them cost.
struct CountTests {
  struct Row: Decodable, Sendable, CustomTestStringConvertible {
    let file: String
    let macs: Int
    let activations, parameters: Int?
    let model: String?
    let set: [String: String]?
    /// Whether the exporter merged norms, with the activations after them, into layers that the
    /// network of the zoo lists before.
    let mergesNorms: Bool?

    var testDescription: String { file }

    func network() throws -> Network {
      try Network.translating(try ModelFile.read(Fixture.path(file)))
    }
  }

  private struct Rows: Decodable { let rows: [Row] }

  static let rows: [Row] = {
    let url = Fixture.folder.appending(path: "counts.json")
    guard let data = try? Data(contentsOf: url),
      let rows = try? JSONDecoder().decode(Rows.self, from: data)
    else { return [] }
    return rows.rows
  }()

  /// Files that are written for tests are looked at elsewhere.
  @Test func everyRealFileIsCounted() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Fixture.path(""))
    let own = files.filter { file in
      !["small", "operators", "quantized"].contains { file.hasPrefix($0) }
    }
    #expect(Set(own) == Set(CountTests.rows.map(\.file)))
  }

  @Test(arguments: rows) func totals(row: Row) throws {
    let network = try row.network()
    let cost = try network.cost()
    #expect(cost.macs == Formula(row.macs))
    if let activations = row.activations { #expect(cost.activations == Formula(activations)) }
    #expect(network.requirements.isEmpty)
    #expect(network.symbols.isEmpty)
  }

  /// PyTorch's exporter merges batch normalizations into convolutions before them, whose weights it
  /// then names itself. Of a scale and a shift for each channel, one bias is left.
  @Test(arguments: rows) func parameters(row: Row) throws {
    guard let expected = row.parameters else { return }
    let file = try ModelFile.read(Fixture.path(row.file))
    let weights = Dictionary(
      grouping: file.graphs[0].nodes.filter { $0.type == "Conv" }, by: { $0.inputs[1] })
    var merged = 0
    for case let weight? in weights.keys where file.tensors[weight].name.hasPrefix("onnx::Conv_") {
      guard case .known(let channels)? = file.tensors[weight].sizes?.first else { continue }
      merged += channels
    }
    let own = try #require(try row.network().cost().parameters.integerValue)
    #expect(own + merged == expected)
  }

  /// What a layer that multiplies costs and makes, with its activation, whatever it is called.
  /// Branches of a block may stand in another order.
  private func layers(_ network: Network, _ row: Row) throws -> [String] {
    let isMerged = row.mergesNorms ?? false
    return try Report(network).rows.filter { $0.cost.activations != .zero }.map { row in
      let sizes = row.layer.output.shape.sample.filter { $0 != 1 }.map(\.text)
      return "\(row.cost.macs.text) of \(row.cost.activations.text): "
        + sizes.joined(separator: "x") + " \(isMerged ? "" : row.layer.activation?.name ?? "")"
    }.sorted()
  }

  @Test(arguments: rows.filter { $0.model != nil }) func layersAreThoseOfTheSpec(
    row: Row
  ) throws {
    let name = try #require(row.model)
    let settings = Settings((row.set ?? [:]).map { ($0.key, $0.value) })
    let spec = try Network.expand(
      Catalog.embedded.model(named: name), settings, in: .embedded)
    #expect(try layers(row.network(), row) == layers(spec, row))
  }
}
