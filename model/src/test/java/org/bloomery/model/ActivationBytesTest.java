package org.bloomery.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bloomery.tensor.Precision;
import org.bloomery.tensor.Scope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationBytesTest {
  private static final int SAMPLES = 2;

  /// Sums of shares are tensors of their own.
  private static final Exchanges SUMMING =
      new Exchanges() {
        @Override
        public Tensor forward(Step.Place place, Tensor value) {
          return place == Step.Place.OUT_OF_BRANCH ? value.clone() : value;
        }

        @Override
        public Tensor backward(Step.Place place, Tensor gradient) {
          return gradient;
        }
      };

  /// Length 300 has more than one block of queries.
  @ParameterizedTest
  @CsvSource({
    "FP32,1,16,true",
    "FP32,1,300,false",
    "FP32,2,300,true",
    "FP32,2,300,false",
    "BF16,4,16,true",
    "BF16,2,300,false",
    "FP64,4,300,false"
  })
  void aBlockMoreKeepsExactlyWhatIsForetold(
      Precision precision, int shares, int length, boolean recompute) {
    BloomShape shape = new BloomShape(96, 32, 3, 4, length, 1e-5, 0.1);
    assertEquals(
        ActivationBytes.ofBlock(shape, precision, SAMPLES, shares, false, recompute),
        kept(shape, precision, shares, recompute, 3)
            - kept(shape, precision, shares, recompute, 2));
  }

  private static long kept(
      BloomShape shape, Precision precision, int shares, boolean recompute, int layers) {
    TokenBatch batch =
        SegmentWalkTest.batch(shape.vocabulary() / shares, SAMPLES, shape.sequence());
    Pass pass = new Pass(batch, new Dropout(0.1, 7, 5));
    List<ModelRange> range = List.of(new ModelRange(0, layers, true, false));
    try (Scope _ = Scope.open();
        BloomPart part = new BloomPart(shape, 0.05, precision, range, 0, shares, false, 1)) {
      part.initialise(7);
      try (Trace trace =
          part.forward(0, pass, shares == 1 ? Exchanges.NONE : SUMMING, recompute, null)) {
        Map<Long, Long> storages = new HashMap<>();
        for (Tensor tensor : trace.kept()) {
          storages.put(tensor.storage().data().address(), tensor.storage().nbytes());
        }
        return storages.values().stream().mapToLong(Long::longValue).sum();
      }
    }
  }
}
