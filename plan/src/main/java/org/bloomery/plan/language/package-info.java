/// How much of each language a run sees.
///
/// In: the unique tokens of each language and a sampling policy. Out: for a number of training
/// tokens, each language's share, tokens, epochs, and what the repeated text is still worth. Read
/// [SamplingPolicy] first, then [LanguagePlan]. A new policy is a record of [SamplingPolicy] and a
/// test.
@NullMarked
package org.bloomery.plan.language;

import org.jspecify.annotations.NullMarked;
