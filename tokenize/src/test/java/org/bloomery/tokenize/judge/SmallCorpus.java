package org.bloomery.tokenize.judge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bloomery.artifact.Console;
import org.bloomery.artifact.Json;

/// Small texts of our own in five scripts, the same content line by line.
final class SmallCorpus {
  static final Map<String, List<String>> TEXTS =
      Map.of(
          "en",
          List.of(
              "The smith lights the fire in the morning.",
              "The ore comes from the hill behind the river.",
              "In the evening the iron is still warm.",
              "Two children carry charcoal to the furnace.",
              "The old smith counts the bars again.",
              "Rain falls on the roof of the house.",
              "The river is high, and the bridge is closed.",
              "Tomorrow the smith goes to the market.",
              "The bread is sold before noon.",
              "Nobody knows who built the tower.",
              "The letter came with the last boat.",
              "We read the letter by the light of the fire."),
          "fr",
          List.of(
              "Le forgeron allume le feu le matin.",
              "Le minerai vient de la colline derrière la rivière.",
              "Le soir, le fer est encore chaud.",
              "Deux enfants portent du charbon de bois au fourneau.",
              "Le vieux forgeron compte encore les barres.",
              "La pluie tombe sur le toit de la maison.",
              "La rivière est haute et le pont est fermé.",
              "Demain, le forgeron va au marché.",
              "Le pain est vendu avant midi.",
              "Personne ne sait qui a construit la tour.",
              "La lettre est venue avec le dernier bateau.",
              "Nous lisons la lettre à la lumière du feu."),
          "ar",
          List.of(
              "يشعل الحداد النار في الصباح.",
              "يأتي الخام من التل خلف النهر.",
              "في المساء لا يزال الحديد دافئا.",
              "يحمل طفلان الفحم إلى الفرن.",
              "يعد الحداد العجوز القضبان مرة أخرى.",
              "يسقط المطر على سقف البيت.",
              "النهر عال والجسر مغلق.",
              "غدا يذهب الحداد إلى السوق.",
              "يباع الخبز قبل الظهر.",
              "لا أحد يعرف من بنى البرج.",
              "جاءت الرسالة مع آخر قارب.",
              "نقرأ الرسالة على ضوء النار."),
          "zh-Hans",
          List.of(
              "铁匠早上生火。",
              "矿石来自河后面的山。",
              "晚上铁还是热的。",
              "两个孩子把木炭搬到炉子旁。",
              "老铁匠又数了一遍铁条。",
              "雨落在房子的屋顶上。",
              "河水很高，桥关了。",
              "明天铁匠去市场。",
              "面包中午以前就卖完了。",
              "没有人知道是谁建了这座塔。",
              "信是坐最后一条船来的。",
              "我们在火光下读信。"),
          "th",
          List.of(
              "ช่างเหล็กจุดไฟในตอนเช้า",
              "แร่มาจากภูเขาหลังแม่น้ำ",
              "ตอนเย็นเหล็กยังอุ่นอยู่",
              "เด็กสองคนแบกถ่านไปที่เตา",
              "ช่างเหล็กแก่นับแท่งเหล็กอีกครั้ง",
              "ฝนตกบนหลังคาบ้าน",
              "แม่น้ำสูงและสะพานปิด",
              "พรุ่งนี้ช่างเหล็กไปตลาด",
              "ขนมปังขายหมดก่อนเที่ยง",
              "ไม่มีใครรู้ว่าใครสร้างหอคอย",
              "จดหมายมากับเรือลำสุดท้าย",
              "เราอ่านจดหมายใต้แสงไฟ"));

  private SmallCorpus() {}

  /// Writes a file `LANG.txt` a language.
  static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, List<String>> each : TEXTS.entrySet()) {
      Files.write(folder.resolve(each.getKey() + ".txt"), each.getValue());
    }
    return folder;
  }

  /// Runs the tool as its main method does, and returns what it prints.
  static String run(Map<String, Object> request) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      JudgeTool.run(
          Json.MAPPER.convertValue(request, JudgeTool.Request.class),
          new Console(print, false, "tokenizer"));
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
