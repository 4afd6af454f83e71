package org.bloomery.tensor;

import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;

/// Calls ATen operators that have no Java method, by schema name.
///
/// Arguments follow the operator's schema in `native_functions.yaml` of PyTorch, all of them, in
/// order: `IValue` holds tensors, numbers, booleans and lists.
public final class Operators {
  private Operators() {}

  /// Calls `name` (such as `aten::_fused_adamw_`) in the variant `overload` (empty for the
  /// default).
  ///
  /// @return what the operator returned, in order; valid inside the caller's [Scope]
  public static List<IValue> call(String name, String overload, IValue... arguments) {
    Libtorch.load();
    Dispatcher dispatcher = Dispatcher.singleton();
    OperatorHandle operator = dispatcher.findSchemaOrThrow(name, overload);
    IValueVector stack = new IValueVector(arguments);
    dispatcher.callBoxed(operator, stack);
    return List.of(stack.get());
  }

  /// A list of tensors as one argument.
  public static IValue tensors(Tensor... tensors) {
    GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
    for (Tensor tensor : tensors) {
      list.push_back(new IValue(tensor));
    }
    return new IValue(list);
  }

  /// The absent value of an optional argument.
  public static IValue none() {
    return new IValue();
  }
}
