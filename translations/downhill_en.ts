<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>downhill::app::ExperimentEditor</name>
    <message numerus="yes">
        <source>The first %n run(s) earn points.</source>
        <translation>
            <numerusform>Only the first run earns points.</numerusform>
            <numerusform>The first %n runs earn points.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::FitView</name>
    <message numerus="yes">
        <source>%n training point(s).</source>
        <translation>
            <numerusform>%n training point.</numerusform>
            <numerusform>%n training points.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CourseWords</name>
    <message numerus="yes">
        <source>%1 min · %n step(s) · %2</source>
        <translation>
            <numerusform>%1 min · %n step · %2</numerusform>
            <numerusform>%1 min · %n steps · %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::ReadingColumn</name>
    <message numerus="yes">
        <source>I know this: test me with %n question(s)</source>
        <translation>
            <numerusform>I know this: test me with %n question</numerusform>
            <numerusform>I know this: test me with %n questions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::LessonPage</name>
    <message numerus="yes">
        <source>%1 of %n question(s) answered</source>
        <translation>
            <numerusform>%1 of %n question answered</numerusform>
            <numerusform>%1 of %n questions answered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::OutcomeBanner</name>
    <message numerus="yes">
        <source>Finished after %Ln step(s), short of the goal.</source>
        <translation>
            <numerusform>Finished after %Ln step, short of the goal.</numerusform>
            <numerusform>Finished after %Ln steps, short of the goal.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Finished after %Ln step(s).</source>
        <translation>
            <numerusform>Finished after %Ln step.</numerusform>
            <numerusform>Finished after %Ln steps.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::QuestionCard</name>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n point</numerusform>
            <numerusform>%n points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n right choice(s) left out.</source>
        <translation>
            <numerusform>%n right choice left out.</numerusform>
            <numerusform>%n right choices left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) left that earn points.</source>
        <translation>
            <numerusform>%n run left that earns points.</numerusform>
            <numerusform>%n runs left that earn points.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n try(s) left before the right answer is shown.</source>
        <translation>
            <numerusform>%n try left before the right answer is shown.</numerusform>
            <numerusform>%n tries left before the right answer is shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::DayChart</name>
    <message numerus="yes">
        <source>the last %n day(s)</source>
        <translation>
            <numerusform>the last day</numerusform>
            <numerusform>the last %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::ProgressPage</name>
    <message numerus="yes">
        <source>%1 of %n answer(s) right</source>
        <translation>
            <numerusform>%1 of %n answer right</numerusform>
            <numerusform>%1 of %n answers right</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::ReviewPage</name>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n month(s)</source>
        <translation>
            <numerusform>in %n month</numerusform>
            <numerusform>in %n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n year(s)</source>
        <translation>
            <numerusform>in %n year</numerusform>
            <numerusform>in %n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) due today</source>
        <translation>
            <numerusform>%n question due today</numerusform>
            <numerusform>%n questions due today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A few minutes: the %n that you are most likely to forget come first.</source>
        <translation>
            <numerusform>A few minutes: the one that you are most likely to forget comes first.</numerusform>
            <numerusform>A few minutes: the %n that you are most likely to forget come first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) are on their way; the next comes %1.</source>
        <translation>
            <numerusform>%n question is on its way; it comes %1.</numerusform>
            <numerusform>%n questions are on their way; the next comes %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::SideBar</name>
    <message numerus="yes">
        <source>Review, %n due today</source>
        <translation>
            <numerusform>Review, %n due today</numerusform>
            <numerusform>Review, %n due today</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>downhill::app::VerdictPanel</name>
    <message numerus="yes">
        <source>Right: %1 of %2 point(s).</source>
        <translation>
            <numerusform>Right: %1 of %2 point.</numerusform>
            <numerusform>Right: %1 of %2 points.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Partly right: %1 of %2 point(s).</source>
        <translation>
            <numerusform>Partly right: %1 of %2 point.</numerusform>
            <numerusform>Partly right: %1 of %2 points.</numerusform>
        </translation>
    </message>
</context>
</TS>
