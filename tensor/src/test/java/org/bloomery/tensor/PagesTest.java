package org.bloomery.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PagesTest {
  private static final int PAGE = 4096;

  @Test
  void whatIsGivenBackHoldsZerosAndNoMemoryAndTheRestStays() throws IOException {
    try (Scope _ = Scope.open()) {
      Tensor tensor = Tensors.zeros(ScalarType.Float, 1 << 20).fill_(new Scalar(3.0));
      assertTrue(resident(tensor) >= 1023, "all is in memory before");
      Pages.giveBack(tensor.narrow(0, 1001, (1 << 20) - 3001));
      // 1,001 and 2,000 floats lie on at most two and three pages, with those cut through.
      assertTrue(resident(tensor) <= 6, "memory is given back");
      float[] values = Tensors.floats(tensor);
      for (int i = 0; i < values.length; i++) {
        assertEquals(i < 1001 || i >= values.length - 2000 ? 3f : 0f, values[i], "element " + i);
      }
    }
  }

  @Test
  void lessThanAPageIsSetToZero() {
    try (Scope _ = Scope.open()) {
      Tensor tensor = Tensors.zeros(ScalarType.Float, 10).fill_(new Scalar(3.0));
      Pages.giveBack(tensor.narrow(0, 2, 5));
      assertEquals(15, tensor.sum().item_double());
    }
  }

  /// Pages of a tensor that lie in memory, from what the kernel tells a process of its own pages.
  private static int resident(Tensor tensor) throws IOException {
    long first = tensor.data_ptr().address() / PAGE;
    long end = (tensor.data_ptr().address() + tensor.numel() * tensor.element_size()) / PAGE;
    int found = 0;
    byte[] word = new byte[Long.BYTES]; // the kernel reads whole words alone
    try (RandomAccessFile map = new RandomAccessFile("/proc/self/pagemap", "r")) {
      for (long page = first; page <= end; page++) {
        map.seek(page * Long.BYTES);
        map.readFully(word);
        found += word[Long.BYTES - 1] < 0 ? 1 : 0; // bit 63 of a little-endian word: present
      }
    }
    return found;
  }
}
