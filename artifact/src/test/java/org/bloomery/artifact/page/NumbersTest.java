package org.bloomery.artifact.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void sizesAreWrittenAsTheFieldDoes() {
    assertEquals("176B", Numbers.size(176_247_271_424.0));
    assertEquals("559M", Numbers.size(559_214_592));
    assertEquals("1.07B", Numbers.size(1_065_314_304));
    assertEquals("1.4T", Numbers.size(1.4e12));
    assertEquals("1B", Numbers.size(999_999_999));
    assertEquals("10B", Numbers.size(9.9999e9));
    assertEquals("512", Numbers.size(512));
  }

  @Test
  void powersOfTenAreRaised() {
    assertEquals("10²¹", Numbers.power(1e21));
    assertEquals("3.89·10²³", Numbers.power(3.888e23));
    assertEquals("10²⁴", Numbers.power(9.9999e23));
    assertEquals("2·10⁻³", Numbers.power(0.002));
    assertEquals("0", Numbers.power(0));
  }

  @Test
  void plainNumbersKeepFiveDigits() {
    assertEquals("1.9991", Numbers.plain(1.99911));
    assertEquals("104.5", Numbers.plain(104.5));
    assertEquals("0.012346", Numbers.plain(0.012345678));
    assertEquals("13\u202f312", Numbers.plain(13312));
  }
}
