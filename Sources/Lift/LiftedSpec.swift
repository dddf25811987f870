import CostModel
import Specs
import Symbolic

/// A network written as a spec, and proved to be the same network.
///
/// How a network becomes a spec, step by step:
///
/// 1. ``LayerGraph`` reads layers into nodes: words and cells of rows. Axes are followed through
///    transposes and reshapes, so that layouts, flattening and nested concatenations need no row.
/// 2. Squeeze-and-excitation becomes one node, and the graph is cut where a single tensor is alive.
///    What lies between two cuts is a segment.
/// 3. Blocks are matched against segments from each cut on: those of specs/blocks, row by row, their
///    columns solved; and induced ones, the anti-unification of segments that are built alike.
/// 4. Rows are chosen by least description: dynamic programming over the cuts, repeats merged.
/// 5. Widths, repeats, the resolution and the classes become parameters, with rules that are the
///    identity where the parameters are 1.
/// 6. The text is read and expanded like any other spec, and ``LayerGraph/difference(_:_:)`` compares
///    it with the network, layer by layer. Nothing unproved is returned.
package struct LiftedSpec: Sendable {
  /// The text of the spec's file.
  package let text: String
  /// The spec.
  package let spec: Spec
  /// The rows of its body.
  package let rowCount: Int
  /// Whether blocks were asked for, and the table with blocks could not be proved.
  package let isFallback: Bool

  /// Writes a network as a spec.
  ///
  /// - Throws: a diagnostic that names the layer that no row says.
  package init(
    _ network: Network, _ options: LiftOptions = LiftOptions(), in catalog: Catalog
  ) throws(Diagnostic) {
    let graph = try LayerGraph(network)
    let name = Self.identifier(network.name)
    if !options.isFlat {
      let document = try SpecDocument(LiftedBody(graph, catalog), options, named: name)
      if let proved = try? Self.proved(document, graph, catalog) {
        (text, spec, rowCount, isFallback) = (proved.text, proved.spec, document.body.count, false)
        return
      }
    }
    let document = SpecDocument(flat: graph, named: name)
    (text, spec) = try Self.proved(document, graph, catalog)
    (rowCount, isFallback) = (document.body.count, !options.isFlat)
  }

  /// Reads and expands a document, and compares the result with the graph.
  private static func proved(
    _ document: SpecDocument, _ graph: LayerGraph, _ catalog: Catalog
  ) throws(Diagnostic) -> (text: String, spec: Spec) {
    let text = document.text
    let spec: Spec
    do throws(Diagnostics) {
      spec = try Spec.read(Array(text.utf8), file: "\(document.name).json")
    } catch {
      throw unproved(error.all.first?.description ?? "it can't be read")
    }
    let network: Network
    do throws(Diagnostic) {
      // Folded copies are no layers to compare.
      var settings = Settings()
      settings.unfoldLimit = NetworkBuilder.layerLimit
      network = try Network.expand(Model(spec), settings, in: catalog)
    } catch {
      throw unproved(error.description)
    }
    if let difference = LayerGraph.difference(graph, try LayerGraph(network)) {
      throw unproved(difference)
    }
    return (text, spec)
  }

  private static func unproved(_ reason: String) -> Diagnostic {
    Diagnostic("the spec written for the network is not the same network: \(reason)")
  }

  /// The name as the language wants it.
  private static func identifier(_ name: String) -> String {
    let letters = name.map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
    }
    let text = String(letters.prefix(100))
    return text.isEmpty || text.first?.isNumber == true ? "network_\(text)" : text
  }
}

extension SpecDocument {
  /// A row a layer.
  init(flat graph: LayerGraph, named name: String) {
    self.init(name: name)
    let usual = graph.usualCells
    var rows = PlainRows(graph, usual: usual)
    for node in graph.nodes.indices { rows.write(node) }
    outputs = rows.outputs()
    body = rows.rows
    input = graph.inputSizes.map(String.init)
    defaults = usual.sorted { $0.key > $1.key }.map { ($0.key, CellText($0.value)) }
    order = ["k", "c", "s", "g", "d", "p", "ceil", "by", "bias", "norm", "act"]
  }
}

extension SpecDocument {
  /// A table with blocks.
  init(
    _ lifted: LiftedBody, _ options: LiftOptions, named name: String
  ) throws(Diagnostic) {
    let scaled = try ScaledTable(lifted, options)
    self.init(name: name)
    source = "lifted from \(name)"
    notes = scaled.notes
    parameters = scaled.parameters
    scale = scaled.scale
    body = scaled.rows
    outputs = lifted.outputs
    blocks = lifted.blocks
    input = scaled.input
    defaults =
      lifted.usual.sorted { $0.key > $1.key }.map { ($0.key, CellText($0.value)) } + scaled.defaults
    let columns = lifted.tables.compactMap { $0?.columns.map(\.name) }.joined()
    let last = ["n", "s"] + Self.operatorOrder.filter { !["k", "c", "s"].contains($0) }
    order = ["t", "k", "c"] + columns.filter { !last.contains($0) } + last
  }
}

extension LayerGraph {
  /// The sizes of the input as specs write them: the map's, then the channels.
  var inputSizes: [Int] { inputMap + [input.channels] }
}
