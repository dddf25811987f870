/// A layer in PyTorch: modules that follow each other, or an expression of its inputs.
struct LayerCode {
  /// The modules of the operator, and of its norm and activation.
  var (operation, attached): ([Code], [Code]) = ([], [])
  /// What is done with the inputs, by their names, where no module does it.
  var expression: (([String]) -> Code)?
  /// What the file has to define.
  var helpers: Set<Helper> = []
}
