import CostModel
import ModelFiles

/// What is done with a model file: it is read, and its small constants, too; every reference in it
/// is to something that is there. The network that it describes is counted.
struct ModelFileTrial: Trial {
  func run(_ input: [UInt8]) {
    let file: ModelFile
    do {
      file = try ModelFile.read(input, name: "fuzz")
    } catch {
      _ = "\(error)"
      return
    }
    for tensor in file.tensors where tensor.isConstant {
      _ = try? tensor.integers(limit: 1024)
      _ = try? tensor.reals(limit: 1024)
    }
    let tensors = file.tensors.indices
    for graph in file.graphs {
      expect((graph.inputs + graph.outputs).allSatisfy(tensors.contains), "a graph without tensors")
      for node in graph.nodes {
        let all = (node.inputs + node.outputs).compactMap(\.self)
        expect(all.allSatisfy(tensors.contains), "a node without tensors")
        expect(
          node.inputNames.isEmpty || node.inputNames.count == node.inputs.count,
          "names for other inputs")
        for attribute in node.attributes {
          if case .graph(let graph) = attribute.value {
            expect(file.graphs.indices.contains(graph), "a node without its graph")
          }
        }
      }
    }
    count(file, ModelFileSettings())
    var free = ModelFileSettings()
    free.free = ["batch", "height", "width", "channels"]
    free.unpriced = Set(file.graphs.flatMap { $0.nodes.prefix(2).map(\.type) })
    count(file, free)
  }

  private func count(_ file: ModelFile, _ settings: ModelFileSettings) {
    do {
      _ = try Network.translating(file, settings).cost()
    } catch {
      _ = "\(error)"
    }
  }
}
