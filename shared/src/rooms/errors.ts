import { refusals } from '../kernel/errors.ts';

export const roomError = refusals({
  'room-not-live': ['conflict', 'These office hours are not live.'],
  'room-ended': ['conflict', 'These office hours have ended. Everything is still here to read.'],
  'room-begun': ['conflict', 'These office hours have begun. What was announced stays as it is.'],
  'room-in-past': ['invalid', 'That time has passed. The next one is {next}.'],
  'room-too-far': ['invalid', 'Office hours are announced a year ahead at most: until {last}.'],
  'zone-missing': ['invalid', 'Choose a time zone, so that everybody comes at the same time.'],
  'time-skipped': ['invalid', 'Clocks are put forward that night, and skip this time. The next one is {next}.'],
  'time-twice': ['invalid', 'Clocks are put back that night, and show this time twice. Choose which one you mean.'],
  'host-unknown': ['invalid', 'Nobody here is called {name}.'],
  'host-several': ['invalid', 'More than one person is called {name}. Write it as one of these: {who}.'],
  'last-host': ['conflict', 'Office hours need a host. Ask an administrator, or add another host first.'],
  'too-many-hosts': ['conflict', 'Office hours can have {most} hosts at most. Remove one first.'],
  'asking-closed': ['conflict', 'Questions are closed right now. What you wrote is saved.'],
  'too-many-open': ['conflict', 'You have {most} open questions here. Wait for an answer, or withdraw one.'],
  'too-many-asked': [
    'conflict',
    'You have asked {most} questions here. Please leave room for others. What you wrote is saved.',
  ],
  'room-filling': [
    'conflict',
    'There are already many questions here. The last places are for people who have asked fewer. What you wrote is saved.',
  ],
  'question-closed': ['conflict', 'This question has already been answered or set aside.'],
  'own-question': ['conflict', 'You cannot vote for your own question.'],
  'answering-another': ['conflict', '“{name}” is being answered right now. Look at the list again, then choose.'],
});
